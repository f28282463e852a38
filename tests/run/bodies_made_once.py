"""Functions of module and class bodies, with and without loops: what the bodies make is the same, and so are errors."""
import importlib
import sys
import traceback


def show(f):
    code = f.__code__
    print(f.__qualname__, f.__module__, f.__doc__, f.__defaults__, code.co_name, code.co_firstlineno, code.co_freevars)
    return f


class Straight:
    """No loop."""

    @show
    def method(self, x=1):
        """Doc."""
        return [self.attr + i for i in range(x)]

    attr = 5
    lam = lambda self: __class__
    lam.extra = "kept"

    class Inner:
        @staticmethod
        def fact(n):
            return 1 if n < 2 else n * Straight.Inner.fact(n - 1)

    made = Inner.fact(5)


class Looping:
    for i in range(2):
        @show
        def method(self, x=i):
            return x

        class Inner:
            number = i

            def get(self):
                return self.number


print(Straight().method(3), Straight().lam(), Straight.lam.extra, Straight.made, Straight.Inner.fact(6))
print(Looping().method(), Looping.Inner().get(), Looping.i)


class Meta(type):
    def __prepare__(name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return {"given": 1}

    def __new__(meta, name, bases, namespace, **kwargs):
        print("new", name, [key for key in namespace if key != "__firstlineno__" and key != "__static_attributes__"])
        return super().__new__(meta, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        pass


class WithMeta(metaclass=Meta, option=2):
    def f(self):
        return self.given

    x = f(type("T", (), {"given": 3}))


print(WithMeta().f(), WithMeta.x)

try:
    class Broken:
        def helper(a):
            return a / 0

        value = helper(1)
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)

try:
    class Unbound:
        print(missing)
except NameError as error:
    print(error, error.name)

before = Straight.method
if "again" not in sys.modules and __name__ != "__main__":
    sys.modules["again"] = None
    importlib.reload(sys.modules[__name__])
    print(before is Straight.method, before.__code__ is Straight.method.__code__)
