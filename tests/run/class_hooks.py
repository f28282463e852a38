"""__init_subclass__, __set_name__, descriptors of every kind, __class_getitem__, __instancecheck__, abstract classes."""

import abc


class Desc:
    def __init__(self, label):
        self.label = label

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name, self.label)
        self.name = name

    def __get__(self, obj, owner=None):
        return f"get {self.name} {obj is not None} {owner.__name__}"


class Data(Desc):
    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__["_" + self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)


class Base:
    def __init_subclass__(cls, /, tag=None, **kw):
        print("init_subclass", cls.__name__, tag, kw, hasattr(cls, "d"))
        super().__init_subclass__()


class Child(Base, tag="t"):
    d = Desc("non-data")
    e = Data("data")
    f, g = Desc("f"), Data("g")


c = Child()
c.__dict__["d"] = "instance wins"
c.__dict__["e"] = "instance loses"
print(c.d, c.e, Child.d, Child.e)
c.d = "assigned"
c.e = "assigned"
print(c.d, c._e)
del c.d
print(c.d)
del c.e
try:
    del c.d
except AttributeError as e:
    print(e)
c.added = Desc("instance level: no protocol")
Child.later = Desc("no set_name")
try:
    c.later
except AttributeError as e:
    print(e)


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("set_name fails")


try:
    class Bad:
        b = BadName()
except Exception as e:
    print(type(e).__name__, e, repr(e.__cause__), getattr(e, "__notes__", None))


class Generic:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(Generic[int][0], Generic[1, 2], Generic[...])


class Meta(type):
    def __getitem__(cls, item):
        return "meta", item

    def __iter__(cls):
        return iter("meta")

    def __len__(cls):
        return 77

    def __contains__(cls, x):
        return x == 1

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "meta attr " + name

    def __instancecheck__(cls, obj):
        return obj == 3

    def __subclasscheck__(cls, sub):
        return sub is int

    def __or__(cls, other):
        return "or"

    def __bool__(cls):
        return False

    def __eq__(cls, other):
        return other == "equal"

    __hash__ = type.__hash__

    @property
    def mprop(cls):
        return "property on meta"


class M(metaclass=Meta):
    def __class_getitem__(cls, item):
        return "never"


print(M[1], list(M), len(M), 1 in M, M.anything, isinstance(3, M), isinstance(4, M), issubclass(int, M), M | int, bool(M), M == "equal", M.mprop)
print(isinstance(M(), M), type(M()) is M)


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self):
        return "abstract body"

    @property
    @abc.abstractmethod
    def p(self): ...


class Half(Abstract):
    def f(self):
        return super().f()


for cls in (Abstract, Half):
    try:
        cls()
    except TypeError as e:
        print(e)


class Full(Half):
    p = 3


print(Full().f(), Full().p)
Abstract.register(int)
print(isinstance(4, Abstract), issubclass(bool, Abstract))


class Prop:
    @property
    def x(self):
        """x doc"""
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @x.deleter
    def x(self):
        print("deleting")
        del self._x

    ro = property(lambda self: 1)
    broken = property()


p = Prop()
p.x = 4
print(p.x, Prop.x.__doc__)
del p.x
for code in ("p.x", "p.ro = 1", "del p.ro", "p.broken", "p.broken = 2"):
    try:
        exec(code)
    except AttributeError as e:
        print(code, "|", e)


class Eq:
    def __eq__(self, other):
        return NotImplemented


print(Eq() == 1, Eq() != 1, Eq.__hash__)


class Callable:
    __call__ = lambda self, *a, **k: (a, k)
    __getattr__ = lambda self, n: n.upper()
    __str__ = staticmethod(lambda: "static str")


print(Callable()(1, x=2), Callable().abc, str(Callable()))
