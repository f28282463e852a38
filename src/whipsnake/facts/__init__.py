"""What packages need that their code does not say.

Modules that are imported by a computed name, data files, shared libraries, imports that a program does without: these
are data, in YAML files, one for each top-level package (`packages/`). `schema.json` says what can stand in them, and
docs/facts.md is made of it. Nothing here imports or runs a package.

    sources      which files there are for a package: ours, those inside of packages, the user's
    document     YAML with line numbers
    structure    whether a file is as the schema says
    model        the facts as classes
    condition    `when`
    checksums    whether a shipped entry is as it was shipped
    nuitka       Nuitka's file format, turned into ours
    replace      changes of a module's source
    files        the files that patterns stand for
    facts        all together: `Facts.of(module)`
"""
