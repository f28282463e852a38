"""with: order, several managers, swallowing, lookups on the type, errors in enter and exit, return values."""

import sys
import traceback


class CM:
    def __init__(self, name, swallow=False, enter=None, exit=None):
        self.name, self.swallow, self.enter, self.exit = name, swallow, enter, exit

    def __enter__(self):
        print("enter", self.name)
        if self.enter:
            raise self.enter
        return self.name

    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, repr(v), tb and tb.tb_lineno > 0, sys.exc_info()[0] is t)
        if self.exit:
            raise self.exit
        return self.swallow


def attempt(f, *a):
    try:
        print("->", f(*a))
    except BaseException as e:
        print("!!", type(e).__name__, e, "ctx", repr(e.__context__))


def one(cm):
    with cm as x:
        return x


def raising(cm, exc=ValueError("body")):
    with cm as x:
        raise exc
    return "swallowed"


def three():
    with CM("a") as a, CM("b", swallow=True) as b, CM("c") as c:
        print(a, b, c)
        raise KeyError("body")
    return "after"


def loop():
    for i in range(4):
        with CM(i):
            if i == 0:
                continue
            if i == 2:
                break
    return i


def nested_return():
    with CM("outer"):
        for i in range(3):
            with CM(f"inner{i}"):
                try:
                    return i
                finally:
                    print("finally")


def target_fails():
    with CM("t") as (a, b, c, d):
        pass


def target_attr():
    class O:
        pass

    o = O()
    d = {}
    with CM("x") as o.attr, CM("y") as d["k"], CM("zw") as (p, q):
        return o.attr, d, p, q


def no_exit():
    class E:
        def __enter__(self):
            print("never entered")

    with E():
        pass


def no_enter():
    class E:
        def __exit__(self, *a):
            pass

    with E():
        pass


def instance_methods():
    class E:
        pass

    e = E()
    e.__enter__ = lambda: 1
    e.__exit__ = lambda *a: 1
    with e:
        pass


def changed_during():
    class E:
        def __enter__(self):
            E.__exit__ = lambda *a: print("new exit")
            return self

        def __exit__(self, *a):
            print("old exit")

    with E():
        pass


def lookup_order():
    class M(type):
        def __getattribute__(cls, n):
            print("metaclass asked", n)
            return super().__getattribute__(n)

    class E(metaclass=M):
        __enter__ = property(lambda self: (print("enter looked up"), lambda: "E")[1])
        __exit__ = property(lambda self: (print("exit looked up"), lambda *a: print("exit called", len(a)))[1])

    with E() as x:
        print(x)


def truthiness():
    class Truth:
        def __init__(self, v):
            self.v = v

        def __bool__(self):
            print("bool")
            if self.v is None:
                raise RuntimeError("bool")
            return self.v

    for v in (True, False, None):
        attempt(raising, CM("bool", swallow=Truth(v)))
    for v in (1, 0, "", "x", [], [0]):
        attempt(raising, CM("value", swallow=v))


def raise_different():
    with CM("d", exit=TypeError("from exit")):
        raise ValueError("from body")


def exit_raises_on_return():
    with CM("d", exit=TypeError("from exit")):
        return 5


attempt(one, CM("one"))
attempt(raising, CM("r"))
attempt(raising, CM("r", swallow=True))
attempt(raising, CM("r", swallow=True), KeyboardInterrupt())
attempt(one, CM("e", enter=OSError("enter")))
attempt(one, 5)
for f in (three, loop, nested_return, target_fails, target_attr, no_exit, no_enter, instance_methods, changed_during, lookup_order, truthiness, raise_different,
          exit_raises_on_return):
    print("--", f.__name__)
    attempt(f)
try:
    with CM("tb1"), \
            CM("tb2", exit=LookupError("exit")) as q:
        1 / 0
except LookupError:
    traceback.print_exc()
with (CM("p"), CM("q") as z,):
    print(z)
with CM("module"):
    w = 1
print(w)
