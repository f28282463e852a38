# Code objects and constants, as those see them who look: values, identity, interning, references, the collector.
import copy
import gc
import marshal
import sys
import types
import weakref


def plain(first, second="by default", *rest, third=3.25, **others):
    """A docstring, which is no name."""
    local = first.attribute + second
    return local, rest, others, third, "a constant with spaces", "identifier_like", 123456789, -7, 10**40


def again(first, second="by default", *rest, third=4.5, **others):
    return "a constant with spaces", (1, "two", 3.0), b"some bytes", 123456789


def shares(x):
    return "a constant with spaces", (1, "two", 3.0), b"some bytes", x in {"one", "set", 3}


def outer(a, b):
    c = [a, b]

    def inner(d=(1, 2), *, e=None):
        nonlocal b
        b += d[0]
        return [c[i] + a for i in range(2)], (lambda: e, b)[1], {k: v for k, v in [(a, c)]}

    return inner


class Scope:
    """Comprehensions of a class have locals of their own."""

    numbers = [n * 2 for n in range(4) if n]
    pairs = {(x, y): [x for x in range(y)] for x in numbers for y in (1, 2)}

    async def method(self, /, it):
        async for x in it:
            yield x

    @staticmethod
    def empty():
        pass


NUMBERS = (0, 1, -1, 255, 256, 257, -5, -6, 2**30 - 1, 2**30, -(2**30), 2**31, 2**60, 2**63 - 1, -(2**63), 2**64, -(2**200))
FLOATS = (0.0, -0.0, 1.5, 1e308 * 10, -1e-320, 2j, -0.0 - 3j)
TEXTS = ("", "x", "\xe9", "ab", "a\0b", "\xe9t\xe9", "\u65e5\u672c", "\U0001f600 face", "\udc80 lone", "x" * 300, "\u20ac" * 300)
BYTES = (b"", b"x", b"\xff", b"ab", b"\0" * 300, bytes(range(256)))
NESTED = ((), ((),), (1, (2, (3, ("four", (None, ..., True, False))))))


def codes(code):
    yield code
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from codes(const)


def every_code():
    for function in (plain, again, shares, outer, Scope.method, Scope.empty, codes):
        yield from codes(function.__code__)


def show(value):
    if isinstance(value, types.CodeType):
        return f"<{value.co_qualname}>"
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    if isinstance(value, tuple):
        return [show(item) for item in value]
    return repr(value)


def values():
    for code in every_code():
        print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
        print(" ", code.co_nlocals, code.co_stacksize, hex(code.co_flags), code.co_firstlineno - plain.__code__.co_firstlineno)
        print(" ", code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars, show(code.co_consts))
        print(" ", hash(code.co_code) == hash(bytes(code.co_code)), len(code.co_code), len(list(code.co_positions())))
        print(" ", code.co_exceptiontable, code.co_linetable, list(code.co_lines())[-1])
        print(" ", code.co_filename == __file__, sys.getsizeof(code) > sys.getsizeof(b"") + len(code.co_code))
    print(*map(show, (NUMBERS, FLOATS, BYTES, NESTED)))
    print(*map(ascii, TEXTS))
    print([type(n).__name__ for n in NUMBERS + FLOATS], sum(NUMBERS), [n + 1 for n in NUMBERS], [-n for n in NUMBERS])
    print([hash(t) == hash("".join(list(t))) and t == t.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") for t in TEXTS])
    print([(len(t), t.isascii(), t.upper()[:3].encode("unicode_escape"), sys.getsizeof(t)) for t in TEXTS if t.isascii() or len(t) > 2])


def equality():
    for code in every_code():
        copies = [code.replace(), marshal.loads(marshal.dumps(code)), code.replace(co_name="other").replace(co_name=code.co_name)]
        print(code.co_name, [(c == code, hash(c) == hash(code), c is code, list(c.co_positions()) == list(code.co_positions())) for c in copies])
        print(copy.copy(code) is code, copy.deepcopy(code) is code, code == code.replace(co_firstlineno=1))
    run = types.FunctionType(marshal.loads(marshal.dumps(again.__code__)), globals(), argdefs=("d",))
    run.__kwdefaults__ = {"third": 2}
    print(run(1, third=2), run.__code__ == again.__code__)
    print(len({code for code in every_code()}), plain.__code__ != again.__code__)


def interning():
    for code in every_code():
        for names in (code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars, (code.co_name,)):
            print([sys.intern("".join(list(name))) is name for name in names], end=" ")
        print()
    here = plain.__code__.co_consts
    like = [text for text in here if text == "identifier_like"][0]
    print(sys.intern("".join(["identifier", "_like"])) is like)
    print(plain.__name__ is plain.__code__.co_name, plain.__qualname__ is plain.__code__.co_qualname)
    print([name for name in globals() if name == "shares"][0] is shares.__code__.co_name)
    print(plain.__code__.co_varnames[0] is again.__code__.co_varnames[0])
    print(TEXTS[1] is chr(ord("x")), TEXTS[2] is chr(0xE9), BYTES[1] is bytes([120]), NESTED[0] is tuple([]), NUMBERS[4] is int("256"))


def identity():
    def index(function, value):
        return next(c for c in function.__code__.co_consts if type(c) is type(value) and c == value)

    for value in ("a constant with spaces", (1, "two", 3.0), b"some bytes", 123456789):
        users = [f for f in (plain, again, shares) if any(type(c) is type(value) and c == value for c in f.__code__.co_consts)]
        print(repr(value), len(users), all(index(f, value) is index(users[0], value) for f in users))
    print(plain.__doc__ is plain.__code__.co_consts[0], again.__doc__)
    print(outer(1, 2).__code__ is outer(3, 4).__code__, outer(1, 2).__code__ in outer.__code__.co_consts)
    print(outer(1, 2).__defaults__ is outer(3, 4).__defaults__, again(0)[0] is shares(0)[0], again(0)[1] is shares(0)[1])
    print(plain.__code__.co_code is plain.__code__.co_code, plain.__code__.co_varnames is plain.__code__.co_varnames)


class Counted:
    def method(self):
        pass


def references():
    def only_here():
        return "used in one place", (10.5, "used in one place, too"), 987654321, b"bytes in one place"

    def count(value):
        return sys.getrefcount(value) - sys.getrefcount(object())

    code = only_here.__code__
    print([count(const) for const in code.co_consts[1:]], count(code.co_consts), count(code.co_linetable))
    kept = only_here()
    print([count(const) for const in code.co_consts[1:]])
    del kept
    for _ in range(1000):
        only_here()
    print([count(const) for const in code.co_consts[1:]], count(code.co_filename) > 2)
    print([count(function.__code__) for function in (plain, only_here, Counted.method, lambda: 0)])
    died = []
    reference = weakref.ref(code.replace(co_name="replaced"), died.append)
    print(reference() is None, len(died), weakref.ref(code)() is code)


def collector():
    for _ in range(3):  # a tuple of tuples is let go of after these
        gc.collect()
    for code in every_code():
        print(code.co_name, gc.is_tracked(code), gc.is_tracked(code.co_consts), gc.is_tracked(code.co_names))
    found = [c for c in shares.__code__.co_consts if isinstance(c, frozenset)]
    print(len(found), gc.is_tracked(found[0]), shares.__code__.co_consts in gc.get_referrers(found[0]))
    print(gc.get_referents(shares.__code__.co_consts)[0] in shares.__code__.co_consts)


class Ours:
    attribute = "attribute's "


values()
equality()
interning()
identity()
references()
collector()
print(plain(Ours, k=1), again(1), shares(3), outer(1, 2)(), Scope.numbers, Scope.pairs)
