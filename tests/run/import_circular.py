# with: pkg_circular pkg_broken
"""Circular imports, modules that raise, replace or delete themselves, wrong relative imports."""

import sys
import traceback

import pkg_circular

print(pkg_circular.a.get())
import pkg_broken


def frames(e):
    return [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__) if "importlib" not in f.filename]


for name in ("raises", "missing", "beyond", "main_like", "replaces", "raises"):
    try:
        module = __import__("pkg_broken." + name, fromlist=["x"])
        print(name, type(module).__name__, getattr(module, "prop", None))
    except Exception as e:
        print(name, type(e).__name__, e, frames(e))
    print("pkg_broken." + name in sys.modules, hasattr(pkg_broken, name))

try:
    import pkg_broken.raises
except ValueError:
    traceback.print_exc()
try:
    from pkg_broken import raises
except ValueError as e:
    print(e)
try:
    from pkg_broken.raises import partially
except ValueError as e:
    print(e)
