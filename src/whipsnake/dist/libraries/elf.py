"""ELF files, read and changed with lief."""

from __future__ import annotations

from pathlib import Path

import lief

from whipsnake.dist.libraries.binary import Binary, Edits

MAGIC = b"\x7fELF"
_TAG = lief.ELF.DynamicEntry.TAG
# A file that lief cannot read is none of ours; it need not say so.
lief.logging.disable()


def is_elf(path: Path) -> bool:
    """Whether a file begins as an ELF file does. Linker scripts, which are text, are called `.so` as well."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def read(path: Path) -> Binary | None:
    """An ELF file that the dynamic loader deals with; None for anything else."""
    if not is_elf(path):
        return None
    parsed = lief.ELF.parse(str(path), _dynamic_section_only())
    if parsed is None or not parsed.has(_TAG.STRTAB):
        return None
    header = parsed.header
    name = parsed.get(_TAG.SONAME) if parsed.has(_TAG.SONAME) else None
    return Binary(
        path=path,
        machine=f"{header.machine_type.name}/{header.identity_class.name}/{header.identity_data.name}",
        soname=_text(name.name) if isinstance(name, lief.ELF.DynamicSharedObject) else None,
        needed=tuple(_text(library) for library in parsed.libraries),
        rpath=_folders(parsed, _TAG.RPATH),
        runpath=_folders(parsed, _TAG.RUNPATH),
        loader=_text(parsed.interpreter) if parsed.has_interpreter else None,
        has_debug_info=any(
            _text(section.name).startswith((".symtab", ".debug_", ".zdebug_")) for section in parsed.sections
        ),
    )


def wanted_versions(contents: bytes) -> set[str]:
    """The versions of other libraries' symbols that a file needs, as GLIBC_2.34."""
    config = _dynamic_section_only()
    config.parse_symbol_versions = True
    parsed = lief.ELF.parse(contents, config)
    if parsed is None:
        return set()
    return {
        _text(one.name) for library in parsed.symbols_version_requirement for one in library.get_auxiliary_symbols()
    }


def edit(contents: bytes, edits: Edits) -> bytes:
    """The file with the changes. The same input gives the same output."""
    parsed = lief.ELF.parse(contents)
    assert parsed is not None
    for name in edits.without:
        parsed.remove_library(name)
    for old, new in edits.renamed:
        library = parsed.get_library(old)
        assert library is not None
        library.name = new
        for requirement in parsed.symbols_version_requirement:
            if requirement.name == old:
                requirement.name = new
    if edits.soname is not None:
        if parsed.has(_TAG.SONAME):
            parsed.remove(_TAG.SONAME)
        parsed.add(lief.ELF.DynamicSharedObject(edits.soname))
    if edits.search is not None:
        joined = ":".join(edits.search)
        # DT_RUNPATH makes the loader blind for the DT_RPATHs of those that load this library: it stays only where it
        # is; and a program's DT_RPATH is for the libraries of its libraries as well.
        entry: lief.ELF.DynamicEntry
        if parsed.has(_TAG.RUNPATH) and not parsed.has_interpreter:
            entry = lief.ELF.DynamicEntryRunPath(joined)
        else:
            entry = lief.ELF.DynamicEntryRpath(joined)
        for tag in (_TAG.RUNPATH, _TAG.RPATH):
            while parsed.has(tag):
                parsed.remove(tag)
        parsed.add(entry)
    return bytes(parsed.write_to_bytes())


def same_in_memory(one: bytes, other: bytes) -> bool:
    """Whether the loader would make the same of two files: all segments that it maps, byte for byte."""
    return _image(one) == _image(other)


def _image(contents: bytes) -> object:
    parsed = lief.ELF.parse(contents)
    if parsed is None:
        return object()
    header = parsed.header
    # The headers are mapped as well, but where sections are in the file means nothing to the loader.
    headers = header.program_header_offset + header.numberof_segments * header.program_header_size
    segments = []
    for segment in parsed.segments:
        start, alignment = segment.file_offset, max(segment.alignment, 1)
        mapped = segment.type == lief.ELF.Segment.TYPE.LOAD
        data = contents[start : start + segment.physical_size]
        if mapped and (start - segment.virtual_address) % alignment:
            return object()
        if start < headers:
            data = data[headers - start :]
        place = (segment.type, segment.flags, segment.virtual_address, segment.physical_size, segment.virtual_size)
        segments.append((place, alignment, data if mapped else b""))
    return header.entrypoint, header.machine_type, segments


def _dynamic_section_only() -> lief.ELF.ParserConfig:
    config = lief.ELF.ParserConfig()
    config.parse_relocations = False
    config.parse_dyn_symbols = False
    config.parse_symtab_symbols = False
    config.parse_symbol_versions = False
    config.parse_notes = False
    config.parse_overlay = False
    return config


def _folders(parsed: lief.ELF.Binary, tag: lief.ELF.DynamicEntry.TAG) -> tuple[str, ...]:
    found = parsed.get(tag) if parsed.has(tag) else None
    if not isinstance(found, lief.ELF.DynamicEntryRpath | lief.ELF.DynamicEntryRunPath):
        return ()
    # An empty entry is the working directory, which a build does not depend on.
    return tuple(folder for folder in found.paths if folder)


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode("utf-8", "surrogateescape")
