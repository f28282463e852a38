"""Functions whose __code__, defaults, cells and globals change at run time."""

import types


def attempt(f, *a, **k):
    try:
        print("ok", f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


def f(a, b=2):
    """f doc"""
    return "f", a, b


def g(a, b=3, *c, d=4):
    """g doc"""
    return "g", a, b, c, d


def caller(n=3):
    return [f(i) for i in range(n)]


print(caller())
saved = f.__code__
f.__code__ = g.__code__
attempt(caller)
f.__kwdefaults__ = {"d": "first"}
print(caller(1), f.__doc__, f.__name__, f.__kwdefaults__)
attempt(f, 1, 2, 3, d=5)
f.__kwdefaults__ = {"d": "kw"}
attempt(f, 1)
f.__code__ = saved
attempt(f, 1)
f.__defaults__ = None
attempt(f, 1)
f.__defaults__ = (1, 2)
attempt(f)
f.__defaults__ = (7,)


def swap_inside():
    swap_inside.__code__ = (lambda: "second").__code__
    return "first"


print(swap_inside(), swap_inside())


def gen():
    yield 1
    yield 2


def gen_other():
    yield "other"


it = gen()
next(it)
gen.__code__ = gen_other.__code__
print(list(it), list(gen()))


def to_gen():
    return "plain"


print(to_gen())
to_gen.__code__ = gen_other.__code__
print(list(to_gen()))


def closure():
    x = "closed"

    def inner():
        return x

    def other():
        return x + " other"

    return inner, other


a, b = closure()
a.__code__ = b.__code__
print(a())
attempt(setattr, a, "__code__", f.__code__)
attempt(setattr, f, "__code__", a.__code__)

r = f.__code__.replace(co_consts=tuple("replaced" if c == "f" else c for c in f.__code__.co_consts))
f.__code__ = r
print(f(1), r == saved, saved == saved.replace(), hash(saved) == hash(saved.replace()))
f.__code__ = saved
print(saved.co_name, saved.co_argcount, saved.co_posonlyargcount, saved.co_kwonlyargcount, saved.co_nlocals, saved.co_varnames, saved.co_names,
      saved.co_flags & 0xFF, saved.co_qualname)
print(g.__code__.co_consts[0], g.__code__.co_cellvars, list(g.__code__.co_lines())[0][2] - g.__code__.co_firstlineno)

h = types.FunctionType(f.__code__, {"__builtins__": {}}, "h", (9,))
print(h(1), h.__name__, h.__qualname__, h.__module__)


def uses_global():
    return GLOBAL, len("abc")


GLOBAL = "mine"
other = types.FunctionType(uses_global.__code__, {"GLOBAL": "other's", "__builtins__": __builtins__})
print(uses_global(), other())
no_builtins = types.FunctionType(uses_global.__code__, {"GLOBAL": 1, "__builtins__": {}})
attempt(no_builtins)
custom = types.FunctionType(uses_global.__code__, {"GLOBAL": 1, "__builtins__": {"len": lambda s: "custom len"}})
attempt(custom)
print(uses_global.__globals__ is globals(), uses_global.__builtins__ is not None)


class C:
    def m(self):
        return "m", self.__class__.__name__

    def n(self):
        return "n"


c = C()
bound = c.m
C.m.__code__ = C.n.__code__
print(bound(), c.m())
print(exec(f.__code__) if False else eval("f(3)"))
exec(uses_global.__code__, {"GLOBAL": "exec'd"})
print(eval((lambda: GLOBAL).__code__, {"GLOBAL": "eval'd"}))
attempt(exec, a.__code__)
attempt(exec, (lambda x: x).__code__)
m = types.MethodType(f, "self is a str")
print(m(), m.__func__ is f, m.__self__)


def recursive(n):
    if n == 2:
        recursive.__code__ = (lambda n: ("tail", n)).__code__
    return n, recursive(n - 1)


print(recursive(4))


def loop_swap():
    out = []
    for i in range(6):
        out.append(target())
        target.__code__ = (t2 if i % 2 == 0 else t1).__code__
    return out


def t1():
    return "t1"


def t2():
    return "t2"


def target():
    return "target"


print(loop_swap())
for name in ("__code__", "__defaults__", "__kwdefaults__", "__annotations__", "__dict__"):
    attempt(lambda: delattr(t1, name))
print(t1.__defaults__, t1.__annotations__)
