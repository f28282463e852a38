"""CPython's own tests of the language and its objects, compiled: they pass as they do interpreted."""
