"""CPython's own test cases, run twice, from source and compiled, and compared one by one.

`tests/stdlib` does so with the library compiled and the tests interpreted, `tests/cpython` with the tests compiled.
"""
