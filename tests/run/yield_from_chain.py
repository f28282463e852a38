"""Deep chains of `yield from`: what each level looks like while the last one runs, and how they end."""

import gc
import sys
import types


def names(frame):
    found = []
    while frame is not None and frame.f_code.co_name != "<module>":
        found.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return found


# ---- a chain of several functions, and of one ------------------------------------------------------------------------


def inner():
    got = None
    while True:
        got = yield names(sys._getframe()), got
        if got == "return":
            return "inner's"
        if got == "raise":
            raise KeyError("inner's")


def middle():
    x = yield from inner()
    yield "between", x
    x = yield from inner()
    return "middle's", x


def outer():
    try:
        result = yield from middle()
    except KeyError as e:
        yield "caught", e.args
        result = None
    return result


def show(item):
    print(item)


g = outer()
for value in (None, 1, 2, "return", 3, 4, "return"):
    try:
        show(g.send(value))
    except StopIteration as e:
        show(("end", e.value))
g = outer()
for value in (None, 1, "raise", "x"):
    try:
        show(g.send(value))
    except StopIteration as e:
        show(("end", e.value))
g = outer()
next(g)
show(g.throw(KeyError("thrown")))
g = outer()
next(g), next(g)
show(g.close())
show((g.gi_frame, g.gi_running, g.gi_yieldfrom))


class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(values):
    if not values:
        return None
    i = len(values) // 2
    return Tree(tree(values[:i]), values[i], tree(values[i + 1 :]))


print(list(tree(range(40))), sum(tree(range(1000))))
print([value for value in tree(range(20))], max(tree(range(9))), [*tree(range(3))])


def countdown(n):
    if n:
        yield n
        count = yield from countdown(n - 1)
        return count + 1
    return 0


def counted(n):
    print("count", (yield from countdown(n)))


print(list(counted(10)))


# ---- running, suspended, gi_yieldfrom --------------------------------------------------------------------------------

levels = []


def state(g):
    return (
        g.gi_running,
        g.gi_suspended,
        None if g.gi_yieldfrom is None else g.gi_yieldfrom.gi_code.co_name,
        g.gi_frame is not None and g.gi_frame.f_back is not None and g.gi_frame.f_back.f_code.co_name,
    )


def level0():
    while True:
        print("  in", [state(g) for g in levels])
        for g in levels:
            for use in (next, lambda g: g.send(None), lambda g: g.throw(OSError), lambda g: g.close()):
                try:
                    use(g)
                except ValueError as e:
                    print("   ", e, end=";")
            try:
                g.gi_frame.clear()
            except RuntimeError as e:
                print("   ", e)
        if (yield "item") == "end":
            return "done"


def level1():
    levels.insert(0, g := level0())
    return (yield from g)


def level2():
    levels.insert(0, g := level1())
    return (yield from g)


def level3():
    levels.insert(0, g := level2())
    return (yield from g)


top = level3()
levels.insert(0, top)
for value in (None, None, "end"):
    try:
        print(top.send(value), [state(g) for g in levels])
    except StopIteration as e:
        print(e.value, [state(g) for g in levels])
    levels.sort(key=lambda g: g.gi_code.co_name)


# ---- the chain's states of exception ---------------------------------------------------------------------------------


def seen():
    for _ in range(3):
        yield type(sys.exc_info()[1]).__name__, type(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1])
    try:
        raise LookupError("seen's")
    except LookupError:
        yield type(sys.exc_info()[1]).__name__, sys.exc_info()[1].__context__
    yield type(sys.exc_info()[1]).__name__
    raise ArithmeticError("last")


def without():
    yield from seen()


def handler():
    try:
        raise OSError("handler's")
    except OSError:
        yield from without()


def above():
    yield sys.exc_info()[1]
    try:
        yield from handler()
    except ArithmeticError as e:
        print(repr(e), repr(e.__context__))
        yield type(sys.exc_info()[1]).__name__
    yield sys.exc_info()[1]


for item in above():
    print(item, sys.exc_info()[1])
g = above()
try:
    raise TypeError("caller's")
except TypeError:
    print(next(g), next(g))
print(next(g))
try:
    raise SyntaxError("caller's")
except SyntaxError as error:
    print(list(g), sys.exc_info()[1] is error)


# ---- somebody else advances, exhausts, closes, shares the delegate ---------------------------------------------------


def numbers():
    for n in range(5):
        yield n
    return "numbers"


def delegating(g):
    return (yield from g)


def finish(g):
    items = []
    try:
        while True:
            items.append(next(g))
    except StopIteration as e:
        return items, e.value


shared = numbers()
one, two = delegating(delegating(shared)), delegating(delegating(shared))
print(next(one), next(two), next(shared), finish(one), finish(two))
shared = numbers()
one = delegating(delegating(shared))
print(next(one), list(shared), finish(one))
shared = numbers()
one = delegating(between := delegating(shared))
print(next(one), between.close(), finish(one))
shared = numbers()
one = delegating(between := delegating(shared))
print(next(one), next(between), next(one), finish(between), finish(one))


def own_chain():
    yield 1
    yield from loops[1]


def own_chain_2():
    yield 2
    yield from loops[0]


loops = [own_chain(), own_chain_2()]
print(next(loops[0]), next(loops[1]), end=" ")
try:
    next(loops[0])
except ValueError as e:
    print(e)
print(list(loops[0]), list(loops[1]))


def closed_chain(n):
    yield n
    yield from ring[(n + 1) % 3]


ring = [closed_chain(n) for n in range(3)]
for g in ring:
    next(g)
try:
    next(ring[1])
except ValueError as e:
    print(e, [g.gi_frame for g in ring])


def calls_the_top():
    yield "first"
    try:
        next(chain)
    except ValueError as e:
        yield str(e)
    yield "last"


chain = delegating(delegating(calls_the_top()))
print(list(chain))


# ---- other delegates in the chain ------------------------------------------------------------------------------------


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("Iterator's")
        return names(sys._getframe())

    def send(self, value):
        return "sent", value


g = delegating(delegating(Iterator()))
print(next(g), g.send(5), finish(g))
g = delegating(delegating([1, 2, 3]))
print(next(g))
try:
    g.send(1)
except AttributeError as e:
    print(e)
print(finish(g))
print(finish(delegating(delegating(x for x in range(3)))))


@types.coroutine
def old_style():
    return (yield "old", names(sys._getframe()))


async def awaits_old():
    return await old_style()


def drives():
    return (yield from types.coroutine(delegating)(old_style()))


print(finish(drives()))
c = awaits_old()
print(c.send(None))
try:
    c.send(7)
except StopIteration as e:
    print(e.value)


# ---- depth -----------------------------------------------------------------------------------------------------------


def nested(n):
    if n:
        yield from nested(n - 1)
    else:
        yield "bottom"
        depth, frame = 0, sys._getframe()
        while frame:
            depth, frame = depth + 1, frame.f_back
        yield depth > 500
        raise MemoryError("from the bottom")


sys.setrecursionlimit(2000)
g = nested(600)
print(next(g), next(g))
try:
    next(g)
except MemoryError as e:
    depth, tb = 0, e.__traceback__
    while tb:
        depth, tb = depth + 1, tb.tb_next
    print(e, depth)
del tb


def chain_of(n):
    def last():
        while True:
            yield sum(1 for _ in iter(lambda f=[sys._getframe()]: f.__setitem__(0, f[0].f_back) or f[0], None))

    def level(g):
        yield "started"
        return (yield from g)

    chain = [last()]
    for _ in range(n):
        chain.append(level(chain[-1]))
        next(chain[-1])
    return chain


chain = chain_of(300)
g = chain[-1]
print(next(g), next(g))
if sys.version_info < (3, 13):
    sys.setrecursionlimit(250)
    try:
        next(g)
    except RecursionError as e:
        print(type(e).__name__)
    sys.setrecursionlimit(2000)
    print(finish(g), 40 < sum(g.gi_frame is not None for g in chain) < 70, next(chain[10]))
del g, chain


# ---- dropped, collected ----------------------------------------------------------------------------------------------


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped", self.name, names(sys._getframe(1)))


def holds(n):
    loud = Loud(n)
    try:
        if n:
            yield from holds(n - 1)
        else:
            yield
            gc.collect()
            yield
    finally:
        print("finally", n, names(sys._getframe()))


g = holds(3)
next(g)
del g
g = holds(2)
next(g), next(g)
print(next(g, "end"))
g = holds(2)
next(g)
cycle = [g]
cycle.append(cycle)
del g, cycle
print(gc.collect() > 0)


# ---- observed --------------------------------------------------------------------------------------------------------


def traced(n):
    if n:
        return (yield from traced(n - 1))
    yield 1
    yield 2
    return 3


events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == "traced":
        events.append((event, frame.f_locals.get("n"), arg))
    return tracer


g = traced(2)
next(g)
sys.settrace(tracer)
next(g)
sys.settrace(None)
print(events)
print(finish(g))
events.clear()
g = traced(2)
next(g)
sys.setprofile(lambda frame, event, arg: events.append((event, frame.f_code.co_name, arg)) if arg in (2, 3) else None)
print(next(g), finish(g))
sys.setprofile(None)
print(events)


# ---- other ways to resume --------------------------------------------------------------------------------------------

print(list(map(str, delegating(delegating(numbers())))), dict.fromkeys(delegating(delegating(numbers()))))
a, b, *rest = delegating(delegating(numbers()))
print(a, b, rest)
g = delegating(delegating(numbers()))
exec("print([x for x in g])", {"g": g})
code = compile("def interpreted(g):\n    return (yield from g)", "interpreted", "exec")
space = {}
exec(code, space)
interpreted = space["interpreted"]
print(finish(delegating(interpreted(delegating(interpreted(delegating(numbers())))))))
print(finish(interpreted(delegating(delegating(interpreted(numbers()))))))
