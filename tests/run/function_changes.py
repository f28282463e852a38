"""__code__, __defaults__, __kwdefaults__, __annotations__, cells: changed at run time, in every form of call."""

import functools
import types


def f(a, b=2, *, c=3):
    return "f", a, b, c


def g(a, b=20, *args, c=30, **kw):
    return "g", a, b, args, c, kw


class C:
    def m(self, a=1, *, k=2):
        return "m", a, k

    @staticmethod
    def s(a=1):
        return "s", a

    @classmethod
    def c(cls, a=1):
        return "c", cls.__name__, a

    @property
    def p(self):
        return "p"

    def __init__(self, x=1):
        self.x = x

    def __call__(self, a=1):
        return "call", a

    def __getattr__(self, name):
        return "getattr", name

    def __len__(self):
        return 1


def calls(function):
    def attempt(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except TypeError as e:
            return str(e)

    forms = [
        lambda: function(1), lambda: function(1, 2), lambda: function(a=1), lambda: function(1, c=5), lambda: function(),
        lambda: function(*(1, 2)), lambda: function(**{"a": 1}), lambda: function(1, 2, 3), lambda: function(1, d=4),
        lambda: functools.partial(function, 1)(), lambda: list(map(function, [1])), lambda: attempt(1), lambda: function.__call__(1),
        lambda: types.MethodType(function, 1)(), lambda: sorted([1], key=function),
    ]  # fmt: skip
    for form in forms:
        try:
            yield form()
        except TypeError as e:
            yield str(e)


def show(text, function):
    print(text)
    for result in calls(function):
        print("   ", result)


for _ in range(2):
    show("as written", f)
f.__defaults__ = (7, 8)
show("defaults (7, 8)", f)
f.__defaults__ = None
show("defaults None", f)
f.__defaults__ = (9,)
f.__kwdefaults__ = {"c": 33}
show("kwdefaults", f)
f.__kwdefaults__["c"] = 34
show("kwdefaults changed in place", f)
f.__kwdefaults__ = None
show("no kwdefaults", f)
del f.__defaults__
show("del defaults", f)
saved = f.__code__
f.__code__ = g.__code__
show("code of g", f)
f.__code__ = saved
show("code of f again", f)
f.__code__ = (lambda *args, **kwargs: (args, kwargs)).__code__
show("code of a lambda", f)
f.__code__ = next(c for c in compile("def h(a, b=1): return 'compiled later', a", "<later>", "exec").co_consts if isinstance(c, types.CodeType))
show("code made later", f)
f.__code__ = saved
f.__code__ = f.__code__.replace(co_name="renamed", co_consts=tuple("F" if c == "f" else c for c in f.__code__.co_consts))
show("replaced", f)
for bad in (lambda: setattr(f, "__code__", 1), lambda: setattr(f, "__defaults__", 1), lambda: setattr(f, "__kwdefaults__", 1), lambda: setattr(f, "__annotations__", 1), lambda: setattr(f, "__closure__", ()), lambda: setattr(f, "__globals__", {}), lambda: delattr(f, "__code__")):
    try:
        bad()
        print("fine")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

# while it runs


def changes_itself(n):
    first = "first"
    changes_itself.__code__ = other.__code__
    second = changes_itself(n) if n else "leaf"
    return first, second


def other(n):
    return "other", n


print(changes_itself(1), changes_itself(2))


def changes_defaults(a=1, *, k=1):
    changes_defaults.__defaults__ = (a + 1,)
    changes_defaults.__kwdefaults__ = {"k": k * 2}
    return a, k


print([changes_defaults() for _ in range(4)])


def gen(n):
    yield "a", n
    gen.__code__ = gen2.__code__
    yield "b", n


def gen2(n):
    yield "c", n


it = gen(1)
print(next(it), next(it), list(gen(2)), list(it))


def recursive(n):
    if n == 2:
        recursive.__code__ = base.__code__
    return (n, recursive(n - 1))


def base(n):
    return "base", n


print(recursive(4))

# methods

c = C()
C.m.__defaults__ = (5,)
C.m.__kwdefaults__ = {"k": 6}
print(c.m(), C.m(c), c.m(1, k=2))
C.s.__defaults__ = (6,)
print(c.s(), C.s())
C.c.__func__.__defaults__ = (7,)
print(c.c(), C.c())
C.p.fget.__code__ = (lambda self: "other p").__code__
print(c.p)
C.__init__.__defaults__ = (99,)
print(C().x, c.x)
C.__init__.__code__ = (lambda self, x=1: None).__code__
print(C().x, C(5).__dict__)
C.__call__.__defaults__ = (8,)
print(c())
C.__getattr__.__code__ = (lambda self, name: "new " + name).__code__
print(c.anything, c.m.__func__ is C.m)
C.__len__.__code__ = (lambda self: 17).__code__
print(len(c))


def init_code(self):
    self.y = "from init_code"


C.__init__.__code__ = init_code.__code__
C.__init__.__defaults__ = None
print(C().y, vars(C()))

# cells


def maker():
    x = 1

    def get():
        return x

    def add(n):
        nonlocal x
        x += n
        return x

    return get, add


get, add = maker()
cell = get.__closure__[0]
print(get(), add(2), cell.cell_contents, get.__closure__[0] is add.__closure__[0])
cell.cell_contents = 100
print(get(), add(1), cell.cell_contents)
del cell.cell_contents
for function in (get, lambda: add(1), lambda: cell.cell_contents):
    try:
        print(function())
    except (NameError, ValueError) as e:
        print(type(e).__name__, e)
cell.cell_contents = "text"
print(get())
try:
    add(1)
except TypeError as e:
    print(e)
print(cell == types.CellType("text"), cell < types.CellType("u"), types.CellType() == types.CellType())


def during():
    x = 1

    def inner():
        return x

    out = [inner()]
    inner.__closure__[0].cell_contents = 2
    out += [inner(), x]
    x = 3
    out += [inner(), inner.__closure__[0].cell_contents]
    del x
    try:
        inner()
    except NameError as e:
        out.append(str(e))
    return out


print(during())
made = types.FunctionType(get.__code__, {"__name__": "elsewhere"}, "made", None, (types.CellType("own"),))
print(made(), made.__name__, made.__module__, made.__globals__.keys())
try:
    get.__code__ = (lambda: 1).__code__
except ValueError as e:
    print(e)


def second():
    y = "second"

    def get():
        return y

    return get


get.__code__ = second().__code__
print(get())

# annotations, attributes, names


def annotated(a: int, b: "str" = 1) -> float:
    pass


print(annotated.__annotations__)
annotated.__annotations__["a"] = list
annotated.__annotations__ = {"z": 1}
print(annotated.__annotations__)
del annotated.__annotations__
print(annotated.__annotations__)
annotated.__name__, annotated.__qualname__, annotated.__doc__, annotated.__module__ = "n", "q.n", "doc", "mod"
annotated.extra = 1
print(annotated.__name__, annotated.__doc__, annotated.__dict__, repr(annotated).split(" at ")[0])
try:
    annotated(1, 2, 3)
except TypeError as e:
    print(e)

# __globals__ through builtins and types.FunctionType

alone = types.FunctionType((lambda: value).__code__, {"value": 5})
print(alone())
copied = types.FunctionType(g.__code__, globals(), "copied", (1, 2))
show("FunctionType(g.__code__)", copied)
