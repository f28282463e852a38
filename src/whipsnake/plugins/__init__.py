"""Plugins: code of users and of installed packages that takes part in a compilation, for what facts cannot say.

    api          what a plugin imports
    hooks        the hooks, with their documentation, of which docs/plugins.md is made
    discover     which plugins there are; cheap, since it is asked in every compilation
    manager      loads plugins and calls their hooks
    active       those of a compilation
    modules      the modules that they make
    manual       docs/plugins.md
    advice       what plugins say of modules, beside facts

Nothing but `discover` is imported where there are no plugins.
"""
