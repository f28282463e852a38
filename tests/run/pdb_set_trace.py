"""A debugger begins in the middle of running functions, generators and coroutines, and in their callers."""

import asyncio
import io
import pdb
import sys


class Shown(io.StringIO):
    def __repr__(self):
        return "<shown>"


def debugger(*commands):
    shown = Shown()
    made = pdb.Pdb(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=shown, nosigint=True, readrc=False)
    made.use_rawinput = False
    made.prompt = ""
    return made, shown


def show(shown):
    for line in shown.getvalue().splitlines():
        # the path of the program is not the same in both runs
        print("   ", ">" + line.rpartition("/")[2] if line.startswith(">") else line)
    sys.settrace(None)


def begin(it):
    it.set_trace(sys._getframe(1))


def stepped():
    it, shown = debugger("n", "n", "p a, b", "!a = 10", "p a", "n", "n", "p total", "c")
    a = 1
    begin(it)
    b = a + 1
    total = 0
    total += a + b
    return shown, total, a


def in_loop():
    it, shown = debugger("n", "n", "n", "p i, out", "!out.append('mine')", "until", "c")
    out = []
    for i in range(3):
        if i == 1:
            begin(it)
        out.append(i * 2)
    out.append("end")
    return shown, out


def in_expression(n):
    it, shown = debugger("p n", "n", "p x", "n", "r", "c")
    x = [n, (begin(it), n + 1), {"k": max(n, 3)}, *(n for _ in range(2))]
    y = [len(x) for _ in "ab"]
    return shown, x[0], x[2:], y


def leaf(it):
    begin(it)
    here = "leaf"
    return here


def middle(it):
    local = "middle"
    result = leaf(it)
    result += local
    return result


def up_the_stack():
    it, shown = debugger("n", "n", "n", "n", "p result, local", "n", "n", "n", "p got", "c")
    got = middle(it)
    again = got.upper()
    return shown, again


def counting(it, n):
    for i in range(n):
        if i == 1:
            begin(it)
        got = yield i
        if got:
            n += got
    return "finished"


def generator():
    it, shown = debugger("n", "p i", "n", "p i", "n", "n", "n", "p got", "c")
    items = []
    items.extend(counting(it, 3))
    more = counting(it, 1)
    items.append(next(more))
    try:
        next(more)
    except StopIteration as stop:
        items.append(stop.value)
    return shown, items


def delegating(it):
    value = yield from counting(it, 3)
    yield value


def delegation():
    it, shown = debugger("n", "n", "n", "n", "n", "n", "n", "n", "n", "n", "c")
    return shown, list(delegating(it))


class Manager:
    def __init__(self, it):
        self.it = it

    def __enter__(self):
        return self

    def __exit__(self, *details):
        begin(self.it)
        return True


def with_block():
    it, shown = debugger("n", "n", "n", "p done", "c")
    done = []
    with Manager(it):
        done.append("in")
        raise KeyError("swallowed")
    done.append("after")
    done.append("end")
    return shown, done


def raising():
    it, shown = debugger("n", "n", "n", "n", "p str(error)", "c")
    try:
        begin(it)
        raise ValueError("seen")
    except ValueError as error:
        text = str(error)
    finally:
        last = "finally"
    return shown, text, last


def escaping():
    it, shown = debugger("c")
    kept = [shown]
    begin(it)
    kept.append(1 / 0)


async def awaited(it):
    await asyncio.sleep(0)
    begin(it)
    await asyncio.sleep(0)
    return "awaited"


async def awaiting():
    it, shown = debugger("n", "n", "n", "n", "n", "p got", "c")
    got = await awaited(it)
    done = got.upper()
    return shown, done


def coroutine():
    return asyncio.run(awaiting())


def closure():
    it, shown = debugger("n", "p cell", "!cell = 'changed'", "n", "p inner()", "c")
    cell = "first"

    def inner():
        return cell

    begin(it)
    seen = inner()
    return shown, seen, inner()


class Tracked:
    alive = 0

    def __init__(self):
        Tracked.alive += 1

    def __del__(self):
        Tracked.alive -= 1


def references():
    it, shown = debugger("c")
    kept = Tracked()
    pair = (Tracked(), begin(it), Tracked())
    alive = Tracked.alive
    del pair
    return shown, alive, Tracked.alive, kept is not None


EVERY = (stepped, in_loop, up_the_stack, generator, delegation, with_block, raising, coroutine, closure, references)
for function in EVERY:
    print(function.__name__)
    shown, *results = function()
    show(shown)
    print("   ", *results)
    print("   ", sys.gettrace())
print("in_expression")
shown, *results = in_expression(5)
sys.settrace(None)
print(*results)
try:
    escaping()
except ZeroDivisionError as error:
    sys.settrace(None)
    print(error, Tracked.alive)


def deep(n, it):
    if n == 0:
        begin(it)
        return 0
    return 1 + deep(n - 1, it)


it, shown = debugger("c")
print(deep(200, it))
sys.settrace(None)


def many(it, a=0, b=0, *rest, key=None, **others):
    local = [a, b, rest, key, others]
    begin(it)
    return local, sorted(locals().keys() - {"it"})


print(many(debugger("c")[0], 1, 2, 3, key=4, other=5))
sys.settrace(None)
frames = []


def kept_frame(it):
    x = "kept"
    frames.append(sys._getframe())
    begin(it)
    return len(x)


print(kept_frame(debugger("c")[0]), frames[0].f_locals["x"], frames[0].f_lineno - frames[0].f_code.co_firstlineno)
sys.settrace(None)
it, shown = debugger("n", "n", "p at_module", "c")
begin(it)
at_module = 1
at_module += 1
sys.settrace(None)
show(shown)
