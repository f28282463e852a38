"""pdb steps through compiled functions, generators, modules: scripted sessions."""

import io
import pdb
import re
import sys


class Session(pdb.Pdb):
    def __init__(self, *commands):
        self.out = io.StringIO()
        super().__init__(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=self.out, nosigint=True, readrc=False)
        self.use_rawinput = False
        self.prompt = "(Pdb) "


def run(title, function, *commands, args=()):
    print("====", title)
    session = Session(*commands)
    try:
        result = session.runcall(function, *args)
        print("result", result)
    except BaseException as e:
        print(type(e).__name__, e)
    sys.settrace(None)
    print(re.sub(r"0x[0-9a-f]+", "0x", session.out.getvalue()))


def helper(x):
    y = x + 1
    return y * 2


def simple(n):
    total = 0
    for i in range(n):
        total += helper(i)
    if total > 5:
        total = -total
    return total


class Thing:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"Thing({self.v})"

    @property
    def double(self):
        result = self.v * 2
        return result

    def __add__(self, other):
        new = Thing(self.v + other.v)
        return new

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True

    def __iter__(self):
        yield self.v
        yield self.v + 1

    def __getattr__(self, name):
        found = name.upper()
        return found


def operators():
    a = Thing(1)
    b = Thing(2)
    c = a + b
    d = c.double
    e = c.unknown
    with c as f:
        raise KeyError(1)
    g = [x for x in c]
    return d, e, g


def items(n):
    for i in range(n):
        got = yield i
        if got:
            yield got


def uses_items():
    out = []
    for x in items(2):
        out.append(x)
    g = items(1)
    next(g)
    out.append(g.send("sent"))
    return out


def raises(x):
    try:
        return 1 / x
    except ZeroDivisionError:
        handled = True
    finally:
        done = True
    raise ValueError(x)


def recursive(n):
    if n == 0:
        return 0
    return 1 + recursive(n - 1)


def comprehension():
    a = [i * i for i in range(3)]
    b = {k: v for k, v in zip("ab", a)}
    return a, b


async def leaf():
    x = 1
    return x


async def coroutine():
    a = await leaf()
    b = await leaf()
    return a + b


def drive():
    try:
        coroutine().send(None)
    except StopIteration as e:
        return e.value


run("step", simple, "step", "s", "s", "s", "s", "s", "s", "args", "p x", "r", "s", "n", "p total", "c", args=(3,))
run("next", simple, "n", "n", "n", "n", "p total, i", "until", "w", "l", "c", args=(2,))
run("break", simple, "b helper", "c", "p x", "up", "p i, total", "down", "c", "cl 1", "c", args=(3,))
run("conditional", simple, f"b {simple.__code__.co_firstlineno + 3}, i == 2", "c", "p i, total", "c", args=(5,))
run("tbreak, ignore", simple, "tbreak helper", "c", "b helper", "ignore 2 1", "c", "p x", "disable 2", "c", args=(4,))
run("commands", simple, "b helper", "commands 1", "p x", "silent", "end", "c", "c", "c", "c", args=(2,))
run("jump", simple, "n", f"j {simple.__code__.co_firstlineno + 6}", "n", args=(2,))
run("change", simple, "n", "n", "!total = 100", "n", "p total", "c", args=(1,))
run("return", simple, "b helper", "c", "r", "retval", "n", "p total", "r", "c", args=(1,))
run("operators", operators, *["s"] * 60)
run("operators, next", operators, *["n"] * 20)
run("operators, break in property", operators, f"b {Thing.double.fget.__code__.co_firstlineno + 2}", "c", "r", "n", "n", "up", "p a.v", "c")
run("generators", uses_items, *["s"] * 40)
run("generators, next", uses_items, "b items", *["n"] * 30)
run("raises", raises, *["n"] * 12, args=(0,))
run("raises, step", raises, *["s"] * 12, args=(0,))
run("recursive", recursive, "b recursive, n == 0", "c", "w", "up", "up", "p n", "r", "r", "c", args=(3,))
run("comprehension", comprehension, *["s"] * 25)
run("coroutine", drive, *["s"] * 25)
run("display", simple, "display total", "n", "n", "n", "n", "undisplay total", "c", args=(2,))
run("interact", simple, "n", "pp locals()", "whatis total", "source helper", "longlist", "whatis helper", "c", args=(2,))
run("quit", simple, "n", "q", args=(2,))

# set_trace in the middle, at many places


def middle(n):
    a = 1
    Session_here("n", "n", "p a, b", "n", "c")
    b = a + n
    c = helper(b)
    return c


def Session_here(*commands):
    global here
    here = Session(*commands)
    here.set_trace(sys._getframe(1))


def in_loop():
    out = []
    for i in range(4):
        if i == 2:
            Session_here("n", "n", "p i", "n", "n", "c")
        out.append(i)
    return out


def callee():
    x = 5
    Session_here("p x", "r", "n", "n", "p y", "up", "p 'in module'", "down", "c")
    return x


def caller():
    y = callee()
    z = y + 1
    w = z + 1
    return w


def in_generator():
    yield 1
    Session_here("n", "n", "n", "n", "n", "c")
    x = yield 2
    yield 3


def consume():
    out = []
    for v in in_generator():
        out.append(v)
    return out


def in_except():
    try:
        1 / 0
    except ZeroDivisionError as e:
        Session_here("n", "p e", "n", "n", "c")
        kind = type(e)
    return kind


class InBody:
    pass


def class_body():
    class Body:
        Session_here("n", "n", "p x", "n", "c")
        x = 1
        y = 2

    return Body.y


for function in (lambda: middle(2), in_loop, caller, consume, in_except, class_body):
    print("====", getattr(function, "__name__"), function())
    print(re.sub(r"0x[0-9a-f]+", "0x", here.out.getvalue()))

# post mortem


def fails(x):
    inner = x + 1
    return inner / 0


def outer(x):
    local = "outer"
    return fails(x)


try:
    outer(1)
except ZeroDivisionError as e:
    session = Session("w", "p inner", "up", "p local", "l", "args", "down", "c")
    session.reset()
    session.interaction(None, e.__traceback__)
    print(re.sub(r"0x[0-9a-f]+", "0x", session.out.getvalue()))

# breakpoint()


def with_breakpoint():
    a = 1
    breakpoint()
    b = 2
    return a + b


def hook(*args, **kwargs):
    Session_here2(sys._getframe(1), "n", "p a, b", "n", "c")


def Session_here2(frame, *commands):
    global here
    here = Session(*commands)
    here.set_trace(frame)


sys.breakpointhook = hook
print(with_breakpoint())
print(here.out.getvalue())
run("exec", lambda: exec(compile("a = 1\nb = helper(a)\n", "<made>", "exec"), globals()), *["s"] * 12)
