# requires: 3.12
# 3.11 ignores the vectorcall of an exact function, so compiled functions are of a static subtype there.
import types


def f(x):
    return x


print(type(f) is types.FunctionType, type(lambda: 0) is types.FunctionType, types.FunctionType.__subclasses__())
