"""Tracebacks with carets of every kind of expression and statement; their frames' lines and instructions."""

import sys
import traceback


class Bad:
    def __getattr__(self, name):
        raise AttributeError(name)

    def __call__(self, *args, **kwargs):
        raise TypeError("called")

    def _fail(self, *args):
        raise ValueError("op")

    __add__ = __radd__ = __mul__ = __matmul__ = __getitem__ = __setitem__ = __delitem__ = __contains__ = _fail
    __iadd__ = __lt__ = __eq__ = __neg__ = __pos__ = __invert__ = __bool__ = __iter__ = __next__ = __hash__ = _fail
    __format__ = __repr__ = __str__ = __len__ = __enter__ = __exit__ = __index__ = __await__ = __aiter__ = _fail
    __getstate__ = __delattr__ = __imatmul__ = __aenter__ = __aexit__ = _fail
    __setattr__ = _fail


bad = Bad()
ok = 1


def f(*args, **kwargs):
    return 1


def failing(*args):
    raise KeyError("inner")


CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def attribute():
    return ok + bad.x.y + ok


@case
def attribute_chain():
    return (
        bad
        .first
        .second
    )


@case
def store_attribute():
    bad.x = ok


@case
def delete_attribute():
    del ok, bad.x


@case
def subscript():
    x = {"a": {"b": [1]}}
    return x["a"]["b"][3]["c"]


@case
def subscript_lines():
    x = {"a": {"b": None}}
    return x["a"][
        "b"
    ][
        "c"
    ]


@case
def store_subscript():
    x = y = {}
    x["a"], y["b"]["c"] = 1, 2


@case
def delete_subscript():
    x = {"a": 1}
    del x["a"], x["b"]


@case
def slices():
    return ok + ([1, 2][bad:2][0])


@case
def store_slice():
    (1, 2)[0:1] = [1]


@case
def binary():
    return 1 + (2 * 3 + bad) - 4


@case
def binary_lines():
    return (
        1
        + ok * (
            2
            @ bad
        )
    )


@case
def division():
    a, b = 1, 0
    return f(a) + a / b + f(b)


@case
def augmented():
    x = bad
    x += 1


@case
def augmented_subscript():
    x = [1]
    x[0] += "a"


@case
def augmented_attribute():
    bad.value += 1


@case
def unary():
    return 1, -bad, 2


@case
def not_():
    return not bad


@case
def compare():
    return 1 < 2 < bad < 3


@case
def contains():
    return 1 in [2] or 3 in bad


@case
def condition():
    if ok and bad:
        pass


@case
def ternary():
    return 1 if bad else 2


@case
def while_():
    while bad:
        pass


@case
def assert_():
    assert ok == 2, f"message {ok}"


@case
def call():
    return f(1, f(2), bad(3, x=4), 5)


@case
def call_lines():
    return f(
        1,
        failing(
            2,
            3,
        ),
    )


@case
def call_method():
    return "a".upper().join([1]).lower()


@case
def call_keywords():
    return f(1, **{"a": 1}, **{"a": 2})


@case
def call_star():
    return f(*[1], *ok)


@case
def call_wrong():
    (lambda a, b: 0)(1)


@case
def call_not_callable():
    ok(f())


@case
def name():
    return f(undefined_name)


@case
def unbound():
    if not ok:
        x = 1
    return [x]


@case
def unbound_free():
    def inner():
        return 1 + late

    inner()
    late = 1


@case
def delete_unbound():
    x = 1
    del x
    del x


@case
def unpack():
    a, (b, c), d = 1, (2,), 3


@case
def unpack_star():
    a, *b, c = f(),


@case
def unpack_not_iterable():
    [a, b] = ok


@case
def for_():
    for x in bad:
        pass


@case
def for_next():
    def gen():
        yield 1
        raise ValueError("in generator")

    for x in gen():
        x = x


@case
def for_target():
    for a, b in [(1, 2), (3,)]:
        pass


@case
def fstring():
    return f"abc {ok} {bad!r} {ok}"


@case
def fstring_spec():
    return f"{ok:{'a'}}" f"{1}"


@case
def fstring_expression():
    return f"abc {1 + ok} {ok / 0} {ok}"


@case
def list_comprehension():
    return [1 / x for x in (1, 0)]


@case
def comprehension_condition():
    return {x: 1 for x in (1, 2) if x.missing}


@case
def comprehension_lines():
    return [
        x
        + y
        for x in (1, 2)
        for y in (
            bad
        )
        if x
    ]


@case
def generator():
    return sum(1 / x for x in (1, 0))


@case
def set_display():
    return {1, [], 2}


@case
def dict_display():
    return {"a": 1, **ok}


@case
def dict_key():
    return {
        "a": 1,
        []: 2,
    }


@case
def list_star():
    return [1, *ok, 2]


@case
def lambda_():
    g = lambda x: x / 0
    return g(1) + 1


@case
def with_():
    with bad as x:
        pass


@case
def with_exit():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, *exc):
            raise OSError("exit")

    with CM(), CM() as x:
        1 / 0


@case
def with_body():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, *exc):
            return False

    with (
        CM() as a,
        CM() as b,
    ):
        a.missing


@case
def with_not_manager():
    with ok:
        pass


@case
def raise_():
    raise ValueError(
        "long",
        1,
    )


@case
def raise_from():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("later") from e


@case
def raise_from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("later") from None


@case
def raise_context():
    try:
        bad.x
    except AttributeError:
        {}["key"]


@case
def raise_bad():
    raise ok


@case
def reraise():
    try:
        failing()
    except KeyError:
        f()
        raise


@case
def reraise_finally():
    try:
        failing()
    finally:
        f()


@case
def reraise_named():
    try:
        failing()
    except KeyError as e:
        saved = e
    raise saved


@case
def except_bad():
    try:
        1 / 0
    except (ok, ValueError):
        pass


@case
def except_expression():
    try:
        1 / 0
    except bad.kind:
        pass


@case
def group():
    try:
        1 / 0
    except ZeroDivisionError as e:
        first = e
    try:
        {}[1]
    except KeyError as e:
        second = e
    second.add_note("a note\nof two lines")
    raise ExceptionGroup("group", [first, ExceptionGroup("nested", [second, ValueError(3)])])


@case
def except_star():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        1 / 0


@case
def except_star_rest():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        pass


@case
def notes():
    try:
        failing()
    except KeyError as e:
        e.add_note("first")
        e.add_note("second")
        raise


@case
def match_():
    match ok:
        case bad.x:
            pass


@case
def match_guard():
    match ok:
        case int(value) if value / 0:
            pass


@case
def match_class():
    match ok:
        case int(1, 2):
            pass


@case
def match_not_class():
    match ok:
        case ok(x=1):
            pass


@case
def match_subject():
    match 1 / 0:
        case _:
            pass


@case
def import_():
    import no_such_module_anywhere


@case
def import_from():
    from sys import path, no_such_name


@case
def class_body():
    class C:
        x = 1
        y = x / 0


@case
def class_bases():
    class C(int, ok.base):
        pass


@case
def class_keyword():
    class C(
        metaclass=failing,
    ):
        pass


@case
def class_method():
    class C:
        @property
        def p(self):
            return self.q

        def __getattr__(self, name):
            raise AttributeError(f"no {name}")

    return C().p


@case
def decorator():
    @f
    @failing
    @f
    def g():
        pass


@case
def decorator_lines():
    @failing(
        1,
    )
    class C:
        pass


@case
def default():
    def g(a, b=1 / 0):
        pass


@case
def annotation():
    def g(a: ok.x, b: 1 / 0) -> bad.y:
        pass


@case
def variable_annotation():
    x: undefined
    class C:
        y: undefined = 1


@case
def walrus():
    if (n := ok) and (m := n.x):
        pass


@case
def starred_assignment():
    *a, b = *ok, 1


@case
def chained_assignment():
    a = bad.x = c = 1


@case
def conditional_chain():
    return ok and (None or bad.x) and 1


@case
def yield_from():
    def gen():
        yield from bad

    return list(gen())


@case
def generator_throw():
    def gen():
        x = 1
        yield (
            x
        )

    g = gen()
    next(g)
    g.throw(ValueError("thrown"))


@case
def awaiting():
    async def inner():
        return 1 / 0

    async def outer():
        return 1 + await inner()

    outer().send(None)


@case
def await_bad():
    async def outer():
        await ok

    outer().send(None)


@case
def async_with():
    async def outer():
        async with ok as x:
            pass

    outer().send(None)


@case
def async_for():
    async def outer():
        async for x in bad:
            pass

    outer().send(None)


@case
def recursion():
    def down(n):
        if n == 0:
            return 1 / 0
        return 1 + down(n - 1)

    down(8)


@case
def global_():
    global missing_global
    del missing_global


@case
def super_():
    class A:
        def m(self):
            return super().missing

    A().m()


@case
def unicode_():
    return "äöü" + f("日本") + ("é" + ok)


@case
def long_line():
    return f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20) + f(1, 2, 3) + failing(1, 2) + f()


@case
def semicolons():
    a = 1; b = 0; a / b; c = 2


@case
def backslash():
    return ok + \
        bad + \
        ok


@case
def string_lines():
    return """a
b""" + ok


@case
def callback():
    return sorted([1, 2], key=lambda x: x / 0)


@case
def exec_():
    exec("def g():\n    return 1 / 0\ng()")


@case
def print_end():
    print(1, 2, sep=ok)


def positions(tb):
    for frame, line in traceback.walk_tb(tb):
        if frame.f_code.co_filename == __file__ and frame.f_code.co_name != "report":
            yield frame.f_code.co_name, line - frame.f_code.co_firstlineno, frame.f_lineno
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_filename == __file__ and code.co_name != "report":
            yield tb.tb_lineno, *list(code.co_positions())[tb.tb_lasti // 2]
            if tb.tb_next is None:  # in a caller it may be behind the instruction
                yield tb.tb_lasti, tb.tb_frame.f_lasti
        tb = tb.tb_next


def report(name, function):
    try:
        function()
    except BaseException as e:
        print("----", name)
        print(traceback.format_exc().replace(str(id(bad)), ""))
        print(*positions(e.__traceback__))
    else:
        print("----", name, "no error")


for name_, function_ in CASES.items():
    report(name_, function_)
raise ValueError("at the end") from RuntimeError("never raised")
