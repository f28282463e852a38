import sys

print(__name__, __package__, __spec__.name, __spec__.parent, sys.modules[__name__] is not None, __doc__)
del sys.modules[__name__]
print("deleted itself")
