"""__slots__: access, deletion, inheritance, weakrefs, mangled, with defaults, with dict."""

import copy
import pickle
import weakref


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


class S:
    __slots__ = ("a", "__b", "c")
    a_doc = "class attribute"

    def __init__(self, a=None):
        if a is not None:
            self.a = a
        self.__b = "mangled"

    def get(self):
        return self.a, self.__b

    def get_c(self):
        return self.c

    def delete(self):
        del self.a

    def set_other(self):
        self.other = 1


s = S(1)
print(s.get(), sorted(n for n in dir(s) if not n.startswith("__")))
attempt(s.get_c)
s.delete()
attempt(s.delete)
attempt(s.get)
attempt(s.set_other)
attempt(setattr, s, "a_doc", 2)
attempt(lambda: s.__dict__)
attempt(weakref.ref, s)
attempt(lambda: S.a.__get__(s, S))
S.a.__set__(s, 9)
print(s.get(), type(S.a).__name__)
attempt(S.a.__get__, 5)
attempt(S.a.__set__, 5, 1)


class Sub(S):
    pass


t = Sub(3)
t.other = 5
t.c = 6
print(t.__dict__, t.get(), t.get_c(), weakref.ref(t)() is t)


class SubSlots(S):
    __slots__ = {"d": "doc of d", "__weakref__": None}


u = SubSlots(4)
u.d = 1
print(SubSlots.d.__doc__, weakref.ref(u)() is u)
attempt(setattr, u, "zzz", 1)


def conflict():
    class X:
        __slots__ = ("a",)
        a = 1


def bad_name():
    class X:
        __slots__ = ("not an identifier",)


def not_string():
    class X:
        __slots__ = (1,)


def layout():
    class X:
        __slots__ = ("x",)

    class Y:
        __slots__ = ("y",)

    class Z(X, Y):
        pass


def on_int():
    class X(int):
        __slots__ = ("a",)


def on_int_empty():
    class X(int):
        __slots__ = ()

    x = X(5)
    x.foo = 1


def one_string():
    class X:
        __slots__ = "single"

    x = X()
    x.single = 1
    return x.single


def dict_slot():
    class X:
        __slots__ = ("__dict__", "a")

    x = X()
    x.b = 1
    return vars(x)


def assign_class():
    class X:
        __slots__ = ("a", "b")

    class Y:
        __slots__ = ("a", "b")

    class Z:
        __slots__ = ("a",)

    x = X()
    x.a = 1
    x.__class__ = Y
    print(type(x).__name__, x.a)
    x.__class__ = Z


for f in (conflict, bad_name, not_string, layout, on_int, on_int_empty, one_string, dict_slot, assign_class):
    attempt(f)


class P:
    __slots__ = ("x", "y")

    def __eq__(self, o):
        return (self.x, self.y) == (o.x, o.y)


p = P()
p.x, p.y = 1, [2]
q = copy.copy(p)
print(q == p, q.y is p.y, copy.deepcopy(p).y is p.y, pickle.loads(pickle.dumps(p, 2)) == p)


def polymorphic(o):
    o.x = o.x + 1
    return o.x


class D:
    x = 10


class Prop:
    @property
    def x(self):
        return self._x if hasattr(self, "_x") else 100

    @x.setter
    def x(self, v):
        self._x = v


for o in (p, D(), Prop(), p, D(), p):
    print(polymorphic(o), end=" ")
print()
for i in range(50):
    polymorphic(p)
print(p.x)
del p.x
attempt(polymorphic, p)


def loop_delete(o):
    for i in range(4):
        o.x = i
        if i % 2:
            del o.x
        try:
            print(o.x)
        except AttributeError as e:
            print(e)


loop_delete(p)
loop_delete(D())
