# requires: 3.12
# 3.11 ignores the vectorcall of an exact function, so compiled functions are of a static subtype there.
import types


def f(x):
    return "2" in str(x)


print(type(f) is types.FunctionType, type(lambda: 0) is types.FunctionType, types.FunctionType.__subclasses__())
group = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
print(group.split(f), group.subgroup(lambda e: isinstance(e, TypeError)))
