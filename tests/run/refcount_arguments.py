"""Arguments are moved into the callee, in every form of call: when they die, and the reference counts seen meanwhile."""

import contextvars
import functools
import sys
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   died", self.name)

    def method(self, a, *rest, k=None, **others):
        print("method", sys.getrefcount(self), sys.getrefcount(a))
        del self
        print("self gone")
        a = None
        print("a gone")
        rest = k = None
        print("rest, k gone")
        others = None
        print("others gone")

    @classmethod
    def of_class(cls, a):
        print("of_class", sys.getrefcount(a))
        del a
        print("a gone")

    @staticmethod
    def static(a):
        print("static", sys.getrefcount(a))
        del a
        print("a gone")

    def __call__(self, a):
        print("__call__", sys.getrefcount(a))
        del a
        print("a gone")

    @property
    def prop(self):
        print("prop")
        del self
        print("self of prop")


class Holder:
    def __init__(self, a, k=None):
        print("__init__", sys.getrefcount(self), sys.getrefcount(a), k and sys.getrefcount(k))
        self.a = a
        del a
        print("a of __init__")


class Derived(Holder):
    def __init__(self, a):
        super().__init__(a)
        print("derived", sys.getrefcount(a))


class Meta(type):
    def __call__(cls, *args):
        print("Meta", [sys.getrefcount(a) for a in args])
        return super().__call__(*args)


class WithMeta(metaclass=Meta):
    def __init__(self, a):
        print("with meta", sys.getrefcount(a))
        del a
        print("a gone")


def function(a, b, c=None, *args, k=None, **kwargs):
    print("function", sys.getrefcount(a), sys.getrefcount(b), sys.getrefcount(kwargs))
    a = None
    print("a gone")
    del b
    print("b gone")
    c = args = 1
    print("c, args gone")
    k = 1
    print("k gone")
    kwargs.clear()
    print("kwargs gone")


def generator(a):
    print("generator", sys.getrefcount(a))
    del a
    print("a gone")
    yield 1


async def coroutine(a):
    print("coroutine", sys.getrefcount(a))
    del a
    print("a gone")


exec(
    """
def interpreted(a, *rest, k=None, **others):
    print("interpreted", sys.getrefcount(a))
    del a
    print("a gone")
    rest = k = None
    print("rest, k gone")
    others.clear()
    print("others gone")

def interpreted_generator(a):
    print("interpreted generator", sys.getrefcount(a))
    del a
    print("a gone")
    yield 1

def interpreted_caller():
    function(D("1"), D("2"))
    function(D("1"), D("2"), D("3"), D("4"), k=D("5"), z=D("6"))
    D("self").method(D("a"))
    D("self").method(D("a"), D("b"), k=D("k"), z=D("z"))
    bound = D("bound").method
    bound(D("a"))
    del bound
    D.of_class(D("a"))
    D.static(D("a"))
    D("callable")(D("a"))
    x = D("local")
    for i in range(20):
        print(count(x), count(a=x))
    for item in generator(D("of generator")):
        print(item)
    contextvars.copy_context().run(function, D("1"), D("2"))
    for wrong in (lambda: function(), lambda: D.static(D("1"), D("2"))):
        try:
            wrong()
        except TypeError as error:
            print(error)
"""
)


def count(a):
    return sys.getrefcount(a)


def forms():
    function(D("1"), D("2"))
    print("-")
    function(D("1"), D("2"), D("3"), D("4"), k=D("5"), z=D("6"))
    print("-")
    function(b=D("2"), a=D("1"))
    print("-")
    function(*[D("1"), D("2"), D("3")], **{"k": D("5"), "z": D("6")})
    print("-")
    function(*(D("1"),), *(D("2"),))
    print("-")
    D("self").method(D("a"))
    print("-")
    D("self").method(D("a"), D("b"), k=D("k"), z=D("z"))
    print("-")
    bound = D("bound").method
    bound(D("a"))
    del bound
    print("-")
    D.of_class(D("a"))
    D.static(D("a"))
    D("callable")(D("a"))
    D("with property").prop
    print("-")
    functools.partial(function, D("partial"))(D("b"))
    print("-")
    (lambda a: print(sys.getrefcount(a)))(D("of lambda"))
    print("-")
    for item in generator(D("of generator")):
        print(item)
    try:
        coroutine(D("of coroutine")).send(None)
    except StopIteration:
        print("stopped")
    print("-")
    interpreted(D("a"))
    interpreted(D("a"), D("b"), k=D("k"), z=D("z"))
    interpreted(*[D("a"), D("b")])
    list(interpreted_generator(D("a")))


def classes():
    Holder(D("1"))
    Holder(D("2"), D("3"))
    Holder(D("4"), k=D("5"))
    Holder(*[D("6"), D("7")])
    Derived(D("8"))
    WithMeta(D("9"))
    local = D("local")
    print(sys.getrefcount(Holder(local).a), sys.getrefcount(local))


def local_names():
    x = D("local")
    print(sys.getrefcount(x))
    y = x
    print(sys.getrefcount(x), sys.getrefcount(y))
    items = [x, x]
    print(sys.getrefcount(items[0]), sys.getrefcount(x))
    function(x, y)
    holder = Holder(x, k=x)
    print(sys.getrefcount(holder.a), sys.getrefcount(x), sys.getrefcount(holder))
    print(sys.getrefcount(local_names), sys.getrefcount(Derived))
    cell = D("in a cell")

    def inner(a):
        print(sys.getrefcount(cell), sys.getrefcount(a))
        del a
        print(sys.getrefcount(cell))

    inner(cell)
    inner(a=cell)


def errors():
    for wrong in (
        lambda: function(),
        lambda: function(D("1"), 2, a=3),
        lambda: function(D("1"), 2, **{"b": D("2")}),
        lambda: function(1, 2, **{3: D("key is no string")}),
        lambda: function(*D("no iterable")),
        lambda: function(1, 2, **D("no mapping")),
        lambda: D.static(D("1"), D("2")),
        lambda: D("1").of_class(),
        lambda: D("no such attribute").other(D("never made")),
        lambda: interpreted(),
        lambda: Holder(),
        lambda: len(D("has no length")),
    ):
        try:
            wrong()
        except (TypeError, AttributeError) as error:
            print(error)
        print("--")


def recursion(a, n):
    return recursion(D(f"level {n}"), n - 1) if n else sys.getrefcount(a)


def others():
    print(len([D("in a list")]))
    print(max(D("max 1"), D("max 2"), key=lambda d: d.name).name)
    items = []
    items.append(D("appended"))
    items.extend([D("extended")])
    print(sys.getrefcount(items[0]), sys.getrefcount(items[1]))
    items.clear()
    print("cleared")
    print(str(D("str"))[:10], type(D("type")), isinstance(D("isinstance"), D))
    r = weakref.ref(D("weak"), lambda r: print("callback"))
    print(r())


forms()
print("---- classes")
classes()
print("---- locals")
local_names()
print("---- errors")
errors()
print("---- recursion")
print(recursion(1, 3))
print("---- called by interpreted code")
interpreted_caller()
print("---- others")
others()
print("end")
