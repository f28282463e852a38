"""Small pieces of code which together reach all of the runtime: test_failing_allocations.py says what is done to them.

Each function without parameters whose name ends in `_piece` is one. It returns the same value whenever it is called, and leaves
nothing behind.
"""

import contextlib
import sys
import types


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, by, *, scale=1):
        return Point(self.x + by * scale, self.y)

    @property
    def size(self):
        return self.x * self.x + self.y * self.y

    @classmethod
    def origin(cls):
        return cls(0)

    @staticmethod
    def pair(a, b):
        return a, b

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __getitem__(self, key):
        return key * 1000

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return exc[0] is KeyError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return exc[0] is KeyError


class Point3(Point):
    __slots__ = ("z",)

    def __init__(self, x, y=0, z=0):
        super().__init__(x, y)
        self.z = z

    def moved(self, by, **keywords):
        return super().moved(by, **keywords).x

    @property
    def size(self):
        return super().size + self.z


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return name * 2


def everything(a, b=2000, *rest, c, d=4000, **others):
    return a, b, rest, c, d, others


# Compiling them when memory is short crashes CPython, as some more does that these pieces do not do.
STATEMENTS = compile("x = n * 5\ndel n\nfrom math import *\ny: int = 5", "<statements>", "exec")


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


@types.coroutine
def suspend(value):
    return (yield value)


def numbers_piece():
    a, b, x = 123456789, 987654321, 1.5
    total = 0
    for i in range(1000, 1006):
        total += i * a - b // i + i % 7
        x = x * 1.5 + i / 3 - i**2
    return total, x, a << 70, a**20, b >> 2, a & b, a | b, a ^ b, -a, ~a, +x, divmod(a, 1000), a * 10.0, a @ M()


class M:
    def __rmatmul__(self, other):
        return other + 1

    def __imatmul__(self, other):
        return 5000

    def __lt__(self, other):
        return [other]

    key = "a"


def inplace_piece():
    a, b, c, d, e = 5000, 5000, 500000, 9000, 1.0
    a += 1000
    b -= 10**20
    c *= c
    d /= 7
    e *= 2.5
    f = M()
    f @= 1
    s = "ab"
    for i in range(4):
        s += str(i) * 50
    t = [1]
    t += [2, 3]
    t *= 2
    u = (1,)
    u += (2,)
    g = 77777
    g //= 3
    g %= 5000
    g **= 3
    g <<= 40
    g >>= 3
    g &= 2**80 - 1
    g |= 2**90
    g ^= 12345
    return a, b, c, d, e, f, s, t, u, g


def comparisons_piece():
    a, b = 10**30, 10**31
    return a < b, a == b, b > 1.5, "abc" * 30 < "abd", [a] == [b], M() < 7000, a in [b, a], a not in {b}, 3 < a < b, (
        None if not a else b is a
    )


def strings_piece():
    a, name = 12345, "a" * 100
    text = f"{a} {name!r:>5} {a:>{8}} {1.5} {name!a} {a=}"
    return text, "%s %d %r" % (name, a, text), name[3:50], name[7], text.upper(), ("é" * 40)[3], b"xyz"[1:], "x".join([name, text])


def displays_piece():
    a, b = [1000, 2000], {"k": 3000}
    return [a, *a], (*a, 7), {*map(str, a)} == {"1000", "2000"}, {**b, "z": a}, {"p": 1, "q": a}, {a[0]: b, 5: 6, 7: 8}, [*"ab"], (
        a, b, 1, 2, 3, 4, 5, 6, 7, 8
    )


def subscripts_piece():
    a, b, c = list(range(1000, 1020)), {"k" * 50: 3000}, tuple(range(500, 520))
    p = Point(1)
    a[3] = 77
    a[5:7] = [1, 2, 3]
    a[::5] = a[::5]
    b["new"] = a[-1]
    del a[0], a[1:3], b["new"]
    return a, b, c[2:5], a[2:9], c[1::3], p[5000], "abcdef"[1:4], b["k" * 50]


def comprehensions_piece():
    n = 1000
    return (
        [i * n for i in range(5) if i != 2],
        {i: [j + n for j in range(i)] for i in range(4)},
        {i * n for i in range(3)} == {0, 1000, 2000},
        list(i * n for i in range(4)),
        [lambda: i for i in range(3)][0](),
    )


def unpacking_piece():
    a, (b, *c), *d = 1, [2, 3, 4], 5, 6
    e, f = Point(1000, 2000)
    g, *h = range(1000, 1004)
    *i, j = (k * 1000 for k in range(4))
    results = []
    for values in ([1], [1, 2, 3], 7):
        try:
            x, y = values
        except (ValueError, TypeError) as error:
            results.append(str(error))
        try:
            x, *y, z, w = values
        except (ValueError, TypeError) as error:
            results.append(str(error))
    return a, b, c, d, e, f, g, h, i, j, len(results)


def arguments_piece():
    args, keywords = (1000, 2000, 3000), {"c": 5, "e": 6}
    return (
        everything(1, c=2),
        everything(*args, **keywords),
        everything(1, 2, 3, 4, c=5, z=6, y=7),
        everything(*args, 7, c=1, q=args),
        everything(*(i for i in args), c=1),
        Point.pair(*args[:2]),
        Point(5, y=6).size,
        dict(a=1, **keywords),
        max([1, 5], key=lambda v: -v),
    )


def bad_arguments_piece():
    results = []
    calls = [
        lambda: everything(1),
        lambda: everything(c=1),
        lambda: everything(1, c=2, a=3),
        lambda: everything(*5, c=1),
        lambda: everything(1, **5),
        lambda: everything(1, c=1, **{"c": 1}),
        lambda: Point(1, 2, 3),
        lambda: Point(1).moved(),
        lambda: Point(1).moved(1, bad=2),
        lambda: Point(1)(),
        lambda: None.missing,
        lambda: Point(1).missing,
        lambda: Point3.missing,
        lambda: super(Point3, Point3(1)).missing,
        lambda: Dynamic().nothing,
        lambda: missing,
        lambda: [1][5],
        lambda: {}[5000],
        lambda: 1 + "a",
        lambda: 1 < "a",
        lambda: -"a",
        lambda: 1 // 0,
        lambda: f"{1:bad}",
        lambda: iter(5),
        lambda: [*5],
        lambda: {**5},
        lambda: {[]: 1},
    ]
    for call in calls:
        try:
            call()
        except MemoryError:
            raise
        except Exception as error:
            results.append(f"{type(error).__name__}: {error}")
    return results


def attributes_piece():
    p, q, d = Point(1000, 2000), Point3(3, 4, 5), Dynamic()
    p.extra = 5000
    q.z = 6000
    results = [p.x, p.extra, p.size, q.size, q.z, d.abc, p.moved(500).x, q.moved(500, scale=2), Point.origin().x]
    results += [Point.__name__, getattr(p, "none", 7), hasattr(d, "nope"), sys.maxsize, p.__dict__, vars(q)]
    del p.extra
    method = q.moved
    results.append(method(1))
    Point.later = 5
    results.append(p.later)
    del Point.later
    for name in "abcdefghijklmnopqrstuvwxyz":
        setattr(d, name, name)
    results.append(d.k)
    d.__dict__ = {"k": 8000}
    results.append(d.k)
    return results


def warm_attributes_piece():
    results = []
    for kind in (Point, Point3):
        for i in range(10):
            p = kind(i * 1000)
            p.y = i
            results.append(p.x + p.y + p.moved(5).x if kind is Point else p.moved(6))
            results.append(p.size)
    return results


def closures_piece():
    count = 1000

    def add(n):
        nonlocal count
        count += n
        return count

    def outer(a):
        def inner(b, c=a * 1000):
            return a + b + c + count

        return inner

    def unbound():
        if count < 0:
            later = 1
        try:
            return later
        except UnboundLocalError as error:
            return str(error)

    def free():
        try:
            return never
        except NameError as error:
            return str(error)

    if count < 0:
        never = 1
    return add(5), add(6), outer(2)(3), unbound(), free(), add.__closure__[0].cell_contents


def functions_piece():
    def plain(a: int, b: str = "x", *, c: list = ()) -> dict:
        """Doc."""
        return a, b, c

    async def coroutine():
        pass

    def generator():
        yield

    plain.attribute = 5
    return plain(1), plain.__annotations__, plain.__defaults__, plain.__kwdefaults__, plain.__doc__, plain.__qualname__, (
        (lambda *a, **k: (a, k))(1, z=2), generator.__name__, coroutine.__name__
    )


def classes_piece():
    class Meta(type):
        def __new__(mcs, name, bases, namespace, **keywords):
            cls = super().__new__(mcs, name, bases, namespace)
            cls.keywords = keywords
            return cls

        def __init__(cls, name, bases, namespace, **keywords):
            super().__init__(name, bases, namespace)

    class Base(metaclass=Meta, option=1000):
        field: int = 5

        def who(self):
            return __class__.__name__

        def __init_subclass__(cls, **keywords):
            super().__init_subclass__()
            cls.seen = keywords

    class Derived(Base):
        """Doc."""

        __slots__ = ("slot",)
        items = [i * 1000 for i in range(3)]

        def who(self):
            return super().who() + "!"

    class Entries:
        def __mro_entries__(self, bases):
            return (Base,)

    class Odd(Entries()):
        pass

    d = Derived()
    d.slot = 7000
    return d.who(), Base.keywords, Derived.seen, Derived.items, d.slot, Base.__annotations__, Odd.__mro__[1] is Base, Odd().who()


def bad_classes_piece():
    results = []

    def conflict():
        class A(type):
            pass

        class B(type):
            pass

        class C(metaclass=A):
            pass

        class D(C, metaclass=B):
            pass

    def not_a_base():
        class A(5):
            pass

    def failing_body():
        class A:
            x = [1000] * 5
            y = 1 / 0

    for make in (conflict, not_a_base, failing_body):
        try:
            make()
        except MemoryError:
            raise
        except Exception as error:
            results.append(type(error).__name__)
    return results


def raising_piece():
    results = []

    def inner(n):
        if n == 0:
            raise ValueError("deep", 5000)
        if n == 1:
            try:
                inner(0)
            except ValueError as error:
                raise KeyError("outer") from error
        if n == 2:
            try:
                inner(1)
            finally:
                results.append("finally")
        if n == 3:
            try:
                inner(2)
            except (TypeError, KeyError):
                raise
        if n == 4:
            raise ValueError from None
        if n == 5:
            raise 7
        if n == 6:
            raise ValueError from 7
        if n == 7:
            raise
        if n == 8:
            try:
                raise ValueError
            except 5:
                pass

    for n in range(9):
        try:
            inner(n)
        except MemoryError:
            raise
        except Exception as error:
            tb, depth = error.__traceback__, 0
            while tb is not None:
                tb, depth = tb.tb_next, depth + 1
            results.append((type(error).__name__, str(error), type(error.__cause__).__name__, type(error.__context__).__name__, depth))
    return results


def handling_piece():
    results = []
    for i in range(4):
        try:
            try:
                if i == 1:
                    continue
                if i == 2:
                    raise KeyError(i * 1000)
                if i == 3:
                    raise ValueError(i * 1000)
                results.append(i)
            except KeyError as error:
                results.append(error.args)
                results.append(sys.exc_info()[0].__name__)
            else:
                results.append("else")
            finally:
                results.append("finally")
        except ValueError:
            results.append("outer")
    try:
        assert results == 5, f"{len(results)}"
    except AssertionError as error:
        results.append(str(error))
    return results


def far_handling_piece():
    # the instruction that raises lies beyond those whose numbers are small ints
    a = 1000
    b = [a, a + 1, a + 2, a + 3, a + 4, a + 5, a + 6, a + 7, a + 8, a + 9, a + 10, a + 11, a + 12, a + 13, a + 14, a + 15]
    c = [a, a * 1, a * 2, a * 3, a * 4, a * 5, a * 6, a * 7, a * 8, a * 9, a * 10, a * 11, a * 12, a * 13, a * 14, a * 15]
    d = [a, a - 1, a - 2, a - 3, a - 4, a - 5, a - 6, a - 7, a - 8, a - 9, a - 10, a - 11, a - 12, a - 13, a - 14, a - 15]
    e = [a, a + 1, a + 2, a + 3, a + 4, a + 5, a + 6, a + 7, a + 8, a + 9, a + 10, a + 11, a + 12, a + 13, a + 14, a + 15]
    results = [b, c, d, e]
    try:
        try:
            results[9]
        finally:
            results.append(a)
    except IndexError as error:
        results.append(str(error))
    with Point(1) as p, Point(2):
        {}[p]
    return results


def groups_piece():
    results = []

    def raise_group():
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), ExceptionGroup("h", [TypeError(3), ValueError(4)])])

    try:
        try:
            raise_group()
        except* ValueError as group:
            results.append(len(group.exceptions))
        except* KeyError:
            raise OSError("new")
    except ExceptionGroup as group:
        results.append(sorted(type(error).__name__ for error in group.exceptions))
    try:
        raise ValueError("naked")
    except* ValueError as group:
        results.append(type(group).__name__)
    try:
        try:
            raise_group()
        except* 5:
            pass
    except TypeError as error:
        results.append(str(error))
    try:
        try:
            raise_group()
        except* OSError:
            pass
    except ExceptionGroup as group:
        results.append(group.message)
    return results


def with_piece():
    results = []
    with Point(1000) as p, contextlib.suppress(ValueError):
        results.append(p.x)
        raise ValueError(5000)
    with p:
        raise KeyError(5000)
    try:
        with p:
            raise OSError("kept")
    except OSError as error:
        results.append(str(error))
    try:
        with 5:
            pass
    except (TypeError, AttributeError) as error:
        results.append(type(error).__name__)
    return results


def generators_piece():
    def count(n):
        got = None
        try:
            for i in range(n):
                got = yield i * 1000, got
        except KeyError as error:
            yield error.args
        finally:
            yield "finally"
        return n * 1000

    def delegate(n):
        result = yield from count(n)
        yield from [1000, 2000]
        return result

    results = list(delegate(3))
    g = delegate(4)
    results.append(next(g))
    results.append(g.send(5000))
    results.append(g.throw(KeyError(6000)))
    results.append(next(g))
    h = count(2)
    try:
        h.send(1)
    except TypeError as error:
        results.append(str(error))
    next(h)
    try:
        h.throw(ValueError("thrown"))
        h.close()
    except (ValueError, RuntimeError) as error:
        results.append(str(error))
    results.append(sum(i for i in range(1000, 1010)))

    def stops():
        yield 1000
        raise StopIteration(5)

    try:
        list(stops())
    except RuntimeError as error:
        results.append(str(error))
    results.append(g.gi_frame is not None and g.gi_code.co_name)
    return results


def deep_generators_piece():
    def tree(n):
        if n:
            yield from tree(n - 1)
            yield n * 1000
            yield from tree(n - 1)
        else:
            yield 7777

    return sum(tree(5))


def coroutines_piece():
    async def leaf(n):
        return await suspend(n * 1000) or n * 1000

    async def branch(n):
        results = [await leaf(i) for i in range(n)]
        async with Point(5) as p:
            results.append(p.x)
            raise KeyError(results)
        return results

    async def generate(n):
        try:
            for i in range(n):
                await leaf(i)
                yield i * 1000
        finally:
            await leaf(1)

    async def main():
        results = [await branch(2)]
        async for item in generate(3):
            results.append(item)
        results.append([i async for i in generate(2)])
        results.append({i: i async for i in generate(2)})
        g = generate(3)
        results.append(await anext(g))
        results.append(await g.asend(None))
        try:
            await g.athrow(KeyError(5))
        except KeyError:
            results.append("thrown")
        await g.aclose()
        for bad in (5, None):
            try:
                await bad
            except TypeError as error:
                results.append(str(error))
            try:
                async for _ in bad:
                    pass
            except TypeError as error:
                results.append(str(error))
            try:
                async with bad:
                    pass
            except (TypeError, AttributeError) as error:
                results.append(type(error).__name__)
        return results

    result = drive(main())
    leaf(1).close()
    return result


def origin_piece():
    async def coroutine():
        pass

    def make(n):
        return make(n - 1) if n else coroutine()

    depth = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(3)
    try:
        made = make(3)
    finally:
        sys.set_coroutine_origin_tracking_depth(depth)
    origin = made.cr_origin
    made.close()
    return [entry[2] for entry in origin]


def matching_piece():
    def match(value):
        match value:
            case 5000 | "text":
                return "literal"
            case [a, [b, *c], *d]:
                return a, b, c, d
            case {"k": k, "deep": {"n": n}, **rest}:
                return k, n, rest
            case Point3(x, y, z=z):
                return x, y, z
            case Point(x=x, y=int(y)) if x > 10:
                return x, y
            case str(s) | bytes(s):
                return s
            case None | True:
                return "constant"
            case _:
                return "other"

    values = [5000, "text", [1, [2, 3, 4], 5], {"k": 1, "deep": {"n": 2}, "z": 3}, Point3(1, 2, 3), Point(1000, 2), Point(1), "s", None]
    results = [match(value) for value in values]
    return results


class Bad:
    __match_args__ = ("x", "x")
    x = 1


class Worse:
    __match_args__ = [1]


def bad_matching_piece():
    results = []
    for value, cls in ((Bad(), Bad), (Worse(), Worse), (1, 5), (1, int)):
        try:
            match value:
                case cls(1, 1, 1):
                    pass
        except TypeError as error:
            results.append(str(error))
        try:
            match value:
                case cls(1, x=1):
                    pass
        except TypeError as error:
            results.append(str(error))
        try:
            match value:
                case cls(1, 1):
                    pass
        except TypeError as error:
            results.append(str(error))
    try:
        match {"a": 1, "b": 2}:
            case {"a": 1, M.key: 2}:
                pass
    except ValueError as error:
        results.append(str(error))
    return results


def imports_piece():
    import collections.abc
    import os.path as path
    from collections import OrderedDict
    from collections import deque as d

    results = [path.join("a", "b"), d([1000]), collections.abc.Sized.__name__, len(OrderedDict(a=1))]
    try:
        from collections import missing
    except ImportError as error:
        results.append(error.name)
    return results


class Space(dict):
    def __missing__(self, key):
        if key.startswith("auto"):
            return key * 3
        raise KeyError(key)


class Prepared(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Space(preset=1000)


def namespaces_piece():
    namespace = {"n": 1000}
    exec(STATEMENTS, namespace)

    class Body(metaclass=Prepared):
        a = auto_name
        b = preset
        c = len("abc")
        del preset

    try:

        class Fails:
            a = 1000
            del b
    except NameError as error:
        return namespace["x"], namespace["pi"], Body.a, Body.b, str(error)


def globals_piece():
    global made_global
    made_global = [1000]
    results = [made_global, len([1, 2])]
    for i in range(20):
        results.append(len(str(i * 1000)) + len(made_global) + abs(-i))
    del made_global
    try:
        del made_global
    except NameError as error:
        results.append(str(error))
    try:
        made_global
    except NameError as error:
        results.append(str(error))
    return results


def frames_piece():
    def inner(depth, value):
        if depth:
            return inner(depth - 1, value * 1000)
        return sys._getframe()

    frame = inner(3, 5)
    results = []
    while frame is not None and frame.f_code.co_name == "inner":
        results.append((frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals)))
        frame = frame.f_back
    try:
        inner(2, [])["x"]
    except TypeError as error:
        tb = error.__traceback__
        results.append(sorted(tb.tb_frame.f_locals))
    return results


def written_frames_piece():
    def change(name, value):
        frame = sys._getframe(1)
        frame.f_locals[name] = value
        return frame.f_code.co_name

    a, b = 1000, "b" * 50
    results = [change("a", 5000), change("c", 1)]
    return results, b


dropped = [0]  # counting needs no memory


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        dropped[0] += 1


def finalisers_piece():
    dropped[0] = 0

    def use():
        noisy = Noisy(1000)
        noisy = Noisy(2000)
        [Noisy(3000)]
        return dropped[0]

    def generate():
        keep = Noisy(4000)
        yield keep.n
        yield 2

    results = [use()]
    results.append(next(generate()))
    g = generate()
    next(g)
    del g
    return results, dropped[0]


def handed_over_piece():
    def hand_over():
        local = [1000]
        frame = sys._getframe()
        frame.f_trace = lambda *args: None
        sys.settrace(lambda *args: None)
        results = [local, *map(str, local), local[0] * 1000]
        sys.settrace(None)
        return results

    def generate():
        yield 1000
        sys.settrace(lambda *args: None)
        yield 2000
        sys.settrace(None)
        yield 3000

    try:
        return hand_over(), list(generate())
    finally:
        sys.settrace(None)


def recursion_piece():
    def down(n):
        return down(n + 1)

    def generate(n):
        yield from generate(n + 1)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(60)
    results = []
    try:
        for call in (lambda: down(0), lambda: down("a")):
            try:
                call()
            except (RecursionError, TypeError) as error:
                results.append(type(error).__name__)
    finally:
        sys.setrecursionlimit(limit)
    return results


def replaced_code_piece():
    def first(a):
        return a * 1000

    def second(a, b=5):
        return [a, b]

    results = [first(1)]
    first.__code__ = second.__code__
    first.__defaults__ = (7,)
    results.append(first(2))
    first.__code__ = (lambda a: a).__code__
    results.append(first(3))
    return results


class A:
    def f(self, *args):
        return ("A", *args)

    @classmethod
    def g(cls):
        return [cls.__name__]

    @property
    def p(self):
        return {"p": 1000}


class B(A):
    def f(self, *args):
        return super().f(1000, *args), super().f(*args)

    @classmethod
    def g(cls):
        return super().g() * 2

    @property
    def p(self):
        return super().p, [super().p]

    def bad(self):
        return super().missing


def super_piece():
    b = B()
    try:
        b.bad()
    except AttributeError as error:
        return [b.f(2), b.g(), b.p, str(error)[:10]] + [b.f(i) for i in range(4)]
