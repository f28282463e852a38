"""The compiler, compiled by itself."""
