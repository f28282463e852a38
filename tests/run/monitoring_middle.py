# requires: 3.12
"""sys.monitoring begun inside operations: lines, returns and yields of the callers that follow."""

import sys

M = sys.monitoring
E = M.events
TOOL = 3
seen = []


def on():
    if M.get_tool(TOOL) is None:
        M.use_tool_id(TOOL, "t")
        for event, name in ((E.LINE, "line"), (E.PY_RETURN, "return"), (E.PY_YIELD, "yield")):
            M.register_callback(TOOL, event, lambda code, *a, name=name: code.co_filename == __file__ and seen.append((name, code.co_name, *(x - code.co_firstlineno if name == "line" else type(x).__name__ for x in a[-1:]))))
        M.set_events(TOOL, E.LINE | E.PY_RETURN | E.PY_YIELD)


def off():
    if M.get_tool(TOOL) is not None:
        M.set_events(TOOL, 0)
        M.free_tool_id(TOOL)


class T:
    def __add__(self, other):
        on()
        return 1

    def __getattr__(self, name):
        on()
        return 2

    def __iter__(self):
        yield 1
        on()
        yield 2

    def __bool__(self):
        on()
        return True

    def __eq__(self, other):
        on()
        return False

    def __setitem__(self, k, v):
        on()


def add(t):
    x = t + 1
    y = x
    return y


def loop(t):
    out = []
    for v in t:
        out.append(v)
    return out


def nested_loops(t):
    total = 0
    for i in range(3):
        for j in range(2):
            if i == 1 and j == 1:
                total += t.value
            total += i * j
    return total


def condition(t):
    if t:
        x = 1
    else:
        x = 2
    return x


def compare(t):
    if t == 1 or t == 2:
        return 1
    return 2


def store(t):
    t[0] = 1
    x = 2
    return x


def handled(t):
    try:
        try:
            x = t + 1
            raise KeyError(x)
        except KeyError as e:
            y = t.more
        finally:
            z = 3
    except ValueError:
        z = 4
    return y, z


def in_with(t):
    with open(__file__) as f:
        x = t.value
        y = [x, *t]
    return y, f.closed


def comprehension(t):
    a = [b + c for b in (1, 2) for c in t]
    return a


def generator(t):
    def gen():
        for i in range(2):
            x = t + i
            yield x
        y = t.z
        return y

    def outer():
        r = yield from gen()
        yield r

    return list(outer())


def coroutine(t):
    async def inner():
        x = t + 1
        return x

    async def outer():
        y = await inner()
        z = y + 1
        return z

    try:
        outer().send(None)
    except StopIteration as e:
        return e.value


def many_on_stack(t):
    return [1, (2, {3: 4}), t.a, f"{t.b}{1}", t + 1, len([t == 2, 5]), {**{"x": t.c}}, not t]


def unpack(t):
    a, b = t
    (c, d), e = t, t + 1
    return a, b, c, d, e


def closure(t):
    def inner():
        nonlocal n
        n = n + t.x
        m = n
        return m

    n = 1
    return inner(), n


for f in (add, loop, nested_loops, condition, compare, store, handled, in_with, comprehension, generator, coroutine, many_on_stack, unpack, closure):
    for _ in range(2):
        seen.clear()
        result = f(T())
        off()
        shown = list(seen)
    print(f.__name__, result)
    for event in shown:
        print("   ", *event)
