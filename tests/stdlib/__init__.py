"""The standard library, compiled: its own tests pass as they do interpreted."""
