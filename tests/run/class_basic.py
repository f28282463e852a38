"""Class statements: bodies, doc strings, qualnames, mangling, annotations, scopes, deletions."""


class Doc:
    """The doc string."""

    x = 1
    y: int = 2
    z: "str"
    (w): float = 3.0
    del x

    def method(self):
        """Method doc."""
        return __class__

    class Nested:
        def deep(self):
            class Local:
                pass

            return Local.__qualname__


print(Doc.__doc__, Doc.method.__doc__, Doc.__annotations__, hasattr(Doc, "x"), Doc.Nested.__qualname__, Doc.Nested().deep())
print(Doc.__module__ == __name__, Doc().method() is Doc, sorted(k for k in vars(Doc) if k not in ("__firstlineno__", "__static_attributes__")))


class Mangled:
    __private = 1
    __dunder__ = 2
    _single = 3

    def __init__(self, __arg=4):
        self.__attr = __arg
        __local = 5
        print(sorted(locals()))
        self.f = lambda: self.__attr + __local

    def __method(self, *, __kw=6):
        return [self.__attr for __i in range(2)], __kw

    def call(self):
        import os.path as __p

        return self.__method(), self.__method.__name__, __p.__name__ in ("posixpath",), self.__private

    class __Inner:
        __deep = 7

    def globals_(self):
        global __g
        __g = 8

    def kwargs(self):
        return dict(__k=1)

    try:
        raise ValueError
    except ValueError as __e:
        pass


mangled = Mangled()
print(mangled.f(), mangled.call(), sorted(k for k in vars(Mangled) if "angled" in k), vars(mangled).keys() >= {"_Mangled__attr"})
mangled.globals_()
print("_Mangled__g" in globals(), mangled.kwargs())
print([k for k in vars(Mangled._Mangled__Inner) if "deep" in k])


class _:
    __x = 1


class ___Lead:
    __x = 1


print("_Lead__x" in vars(___Lead), "__x" in vars(_))


x = "global"


def function():
    x = "enclosing"

    class A:
        y = x
        x = "class"
        z = x

        def get(self):
            return x

    class B:
        x = x  # the global: not the enclosing one
        print(x)

    class C:
        nonlocal x
        x = "set from class"

    class D:
        global x
        saw = x
        x = "set global from class"

    return A.y, A.z, A().get(), B.x, x, D.saw, hasattr(D, "x")


try:
    print(function())
except NameError as e:
    print("NameError", e)
print(x)


def comprehension_scopes():
    n = 3

    class A:
        m = 4
        a = [i for i in range(m)]
        b = [n for i in range(2)]
        try:
            c = [m for i in range(2)]
        except NameError as e:
            c = str(e)
        d = (lambda: n)()
        e2 = [[j + i for j in range(n)] for i in range(m - 2)]
        f = list(q for q in a)

    return {k: v for k, v in vars(A).items() if len(k) < 3}


print(comprehension_scopes())


class Loop:
    for i in range(3):
        locals()[f"made_{i}"] = i
    else:
        done = True
    if i == 2:
        class_in_if = "yes"
    with open("/dev/null") as fh:
        pass
    [print("body comp", k) for k in "ab"]
    import sys as system
    from os import path, sep as separator
    global made_global
    made_global = 5

    def fh(self):
        return 0

    assert done, "message"


print(Loop.made_2, Loop.done, Loop.class_in_if, made_global, Loop.separator)


class Empty: ...


class OneLine: a = 1; b = a + 1


print(OneLine.b, Empty.__bases__, Empty.__dict__.get("a"))


def decorate(*labels):
    def inner(cls):
        cls.labels = labels + getattr(cls, "labels", ())
        return cls

    return inner


@decorate("outer")
@decorate("inner")
class Decorated:
    pass


@lambda c: c.__name__
class Replaced:
    pass


print(Decorated.labels, Replaced)
