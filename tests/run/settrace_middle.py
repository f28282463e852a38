"""Tracing that begins or ends inside an operator, a property, an iterator, ...: the caller's next lines are traced."""

import sys

events = []


def tracer(frame, event, arg):
    if frame.f_globals.get("__name__") != __name__:
        return None
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def on(depth=2):
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals is globals():
        frame.f_trace = tracer
        frame = frame.f_back
    sys.settrace(tracer)


def off():
    sys.settrace(None)


class T:
    """Every operation turns tracing on."""

    def _on(self, *args):
        on()
        return self

    __add__ = __radd__ = __iadd__ = __neg__ = __getitem__ = __lt__ = __eq__ = __enter__ = __call__ = _on
    __matmul__ = __and__ = __pow__ = __floordiv__ = __iter__ = __invert__ = __pos__ = __rsub__ = __xor__ = _on
    __hash__ = None

    @property
    def prop(self):
        on()
        return 1

    @prop.setter
    def prop(self, value):
        on()

    @prop.deleter
    def prop(self):
        on()

    def __getattr__(self, name):
        on()
        return 2

    def __setitem__(self, key, value):
        on()

    def __delitem__(self, key):
        on()

    def __contains__(self, item):
        on()
        return True

    def __bool__(self):
        on()
        return True

    def __len__(self):
        on()
        return 3

    def __next__(self):
        if not events:
            on()
            return 5
        raise StopIteration

    def __exit__(self, *exc):
        on()

    def __format__(self, spec):
        on()
        return "formatted"

    def __repr__(self):
        on()
        return "T"

    def __str__(self):
        on()
        return "T"

    def __index__(self):
        on()
        return 1

    def keys(self):
        on()
        return ["k"]


class U(T):
    def __len__(self):
        on()
        return 0

    __bool__ = None

    def __iter__(self):
        yield 1
        on()
        yield 2


class H:
    def __hash__(self):
        on()
        return 1

    def __eq__(self, other):
        on()
        return False


class Meta(type):
    def __getattr__(cls, name):
        on()
        return 1


class WithMeta(metaclass=Meta):
    pass


CASES = []


def case(f):
    CASES.append(f)
    return f


@case
def add():
    t = T()
    x = t + 1
    y = 1
    return y


@case
def temporary_operand():
    class Dying(T):
        def __del__(self):
            events.append(("del", len(self.__class__.__name__), 0))

        def __add__(self, other):
            on()
            return 1.5

    x = 1.0
    x = Dying() + x
    z = [Dying() + 1, 2.0 * (Dying() + 2)]
    y = 1
    return y, x, z


@case
def radd():
    t = T()
    x = [1 + t, 2]
    y = 1
    return y


@case
def inplace():
    t = T()
    t += 1
    y = 1
    return y


@case
def unary():
    t = T()
    x = -t
    x = ~t
    y = 1
    return y


@case
def attribute():
    t = T()
    x = t.prop
    y = 1
    return y


@case
def missing():
    t = T()
    x = t.missing
    y = 1
    return y


@case
def method_lookup():
    t = T()
    try:
        x = t.missing()
    except TypeError:
        z = 1
    y = 1
    return y


@case
def store_attribute():
    t = T()
    t.prop = 1
    y = 1
    return y


@case
def delete_attribute():
    t = T()
    del t.prop
    y = 1
    return y


@case
def subscript():
    t = T()
    x = t[0]
    y = 1
    return y


@case
def slice_():
    t = T()
    x = t[0:1]
    y = 1
    return y


@case
def store_subscript():
    t = T()
    t[0] = 1
    y = 1
    return y


@case
def delete_subscript():
    t = T()
    del t[0]
    y = 1
    return y


@case
def compare():
    t = T()
    x = t < 1
    y = 1
    return y


@case
def compare_branch():
    t = U()
    if t.__dict__ == 1 or T() == 2:
        z = 1
    y = 1
    return y


@case
def contains():
    t = T()
    x = 1 in t
    y = 1
    return y


@case
def truth():
    t = T()
    if t:
        x = 1
    y = 1
    return y


@case
def not_():
    t = T()
    x = not t
    y = 1
    return y


@case
def while_():
    t = T()
    n = 0
    while t:
        n += 1
        if n > 2:
            break
    y = 1
    return y


@case
def and_or():
    t = T()
    x = t and 1
    x = t or 2
    y = 1
    return y


@case
def iteration():
    t = T()
    for x in t:
        z = x
    y = 1
    return y


@case
def generator_iteration():
    u = U()
    for x in u:
        z = x
    y = 1
    return y


@case
def comprehension():
    u = U()
    x = [a
         for a in u]
    y = 1
    return y


@case
def unpack():
    u = U()
    a, b = u
    y = 1
    return y


@case
def unpack_star():
    u = U()
    a, *b = u
    y = 1
    return y


@case
def star_call():
    u = U()
    x = [*u, 1]
    y = 1
    return y


@case
def fstring():
    t = T()
    x = f"a{t}b"
    y = 1
    return y


@case
def fstring_spec():
    t = T()
    x = f"a{t:>5}b"
    y = 1
    return y


@case
def with_():
    t = T()
    with t as x:
        z = 1
    y = 1
    return y


@case
def with_exit():
    t = T()
    with t:
        off()
        z = 1
    y = 1
    return y


@case
def dict_star():
    t = T()
    x = {**t}
    y = 1
    return y


@case
def dict_key():
    h = H()
    x = {h: 1}
    y = 1
    return y


@case
def set_key():
    h = H()
    x = {h, 1}
    y = 1
    return y


@case
def dict_get():
    h = H()
    d = {}
    try:
        x = d[h]
    except KeyError:
        z = 1
    y = 1
    return y


@case
def match_():
    t = T()
    match t:
        case 1:
            x = 1
        case T(prop=1):
            x = 2
    y = 1
    return y


@case
def index():
    t = T()
    x = [1, 2, 3][t]
    y = 1
    return y


@case
def class_attribute():
    x = WithMeta.missing
    y = 1
    return y


@case
def in_try():
    t = T()
    try:
        x = t + 1
        y = 1
    except ValueError:
        y = 2
    finally:
        z = 3
    return y


@case
def in_with_for():
    t = T()
    for i in range(2):
        with open(__file__) as f:
            for j in (1, 2):
                x = (i, t.prop)
                y = x
    return y


@case
def in_handler():
    t = T()
    try:
        raise KeyError
    except KeyError as e:
        x = t + 1
        y = sys.exc_info()[0]
    z = sys.exc_info()[0]
    return y, z


@case
def on_stack():
    t = T()
    x = (1, [2, t.prop, 3], {"a": t.prop, "b": 1 if t else 2})
    y = 1
    return y, x[0], x[1], len(x[2])


@case
def nested():
    t = T()

    def inner():
        x = t + 1
        y = 1
        return y

    z = inner()
    w = 1
    return z + w


@case
def generator_body():
    t = T()

    def gen():
        x = t + 1
        y = yield 1
        z = 2
        yield z

    out = []
    for v in gen():
        out.append(v)
    return out


@case
def raising():
    t = T()
    try:
        x = t + 1
        1 / 0
    except ZeroDivisionError:
        y = 1
    return y


@case
def import_():
    import builtins
    original = builtins.__import__

    def hooked(*args):
        on()
        return original(*args)

    builtins.__import__ = hooked
    import os
    y = 1
    builtins.__import__ = original
    from sys import path
    return y


@case
def ends():
    """Tracing ends in an operator."""
    class Off:
        def __add__(self, other):
            off()
            return 1

    o = Off()
    on()
    x = 1
    y = o + 1
    z = 1
    return z


@case
def coroutine():
    t = T()

    class A:
        def __await__(self):
            on()
            yield 1

    async def co():
        x = await A()
        y = 1
        return y

    c = co()
    c.send(None)
    try:
        c.send(None)
    except StopIteration as e:
        z = e.value
    return z


@case
def async_iteration():
    class A:
        def __aiter__(self):
            on()
            return self

        async def __anext__(self):
            raise StopAsyncIteration

    async def co():
        async for x in A():
            pass
        y = 1
        return y

    try:
        co().send(None)
    except StopIteration as e:
        z = e.value
    return z


for f in CASES:
    for _ in range(2):
        events.clear()
        try:
            result = f()
        except Exception as e:
            result = repr(e)
        sys.settrace(None)
        shown = list(events)
    print(f.__name__, result, len(shown))
    for event in shown:
        print("   ", *event)
