"""cr_origin, async-generator hooks, coroutine states and wrappers, 'never awaited', asyncio's debug mode, task stacks."""

import asyncio
import contextvars
import gc
import inspect
import io
import sys
import types
import warnings


def line(frame):
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno


async def leaf(v=1):
    return v


def makes():
    return leaf(
        2
    )


def outer():
    return makes()


for depth in (0, 1, 3, 50):
    sys.set_coroutine_origin_tracking_depth(depth)
    c = outer()
    origin = c.cr_origin
    print(depth, origin and [(f.rpartition("/")[2], l, n) for f, l, n in origin if f == __file__])
    c.close()
print(sys.get_coroutine_origin_tracking_depth())


def never_awaited(depth):
    sys.set_coroutine_origin_tracking_depth(depth)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        c = outer()
        del c
        leaf()
        gc.collect()
    sys.set_coroutine_origin_tracking_depth(0)
    for w in seen:
        text = str(w.message)
        print(w.category.__name__, text.splitlines()[0], [l.strip() for l in text.splitlines()[1:] if __file__ in l or "return" in l][-4:], w.lineno)


never_awaited(0)
never_awaited(3)


async def agen(n):
    try:
        for i in range(n):
            yield i
    finally:
        closed.append(n)


closed = []


def hooks():
    log = []

    def firstiter(g):
        log.append(("first", g.__name__, g.ag_running, line(sys._getframe(1))[0]))

    def finalizer(g):
        log.append(("final", g.__name__))

    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter, finalizer)
    try:
        g = agen(3)
        it = g.__aiter__()
        log.append(it is g)
        for step in (g.__anext__(), g.asend(None), g.athrow(ValueError("x"))):
            try:
                step.send(None)
            except StopIteration as e:
                log.append(e.value)
            except ValueError as e:
                log.append(repr(e))
        g = agen(5)
        try:
            g.asend(None).send(None)
        except StopIteration as e:
            log.append(e.value)
        del g
        gc.collect()
        g = agen(6)
        try:
            g.aclose().send(None)
        except StopIteration as e:
            log.append(("closed", e.value))

        async def loop():
            async for x in agen(2):
                log.append(x)

        try:
            loop().send(None)
        except StopIteration:
            pass

        async def breaks():
            async for x in agen(9):
                break

        try:
            breaks().send(None)
        except StopIteration:
            pass
        gc.collect()
    finally:
        sys.set_asyncgen_hooks(*old)
    return log, sys.get_asyncgen_hooks()


print(hooks(), closed)


def states():
    @types.coroutine
    def wait():
        got = yield "waiting"
        return got

    async def co():
        return await wait()

    c = co()
    out = [inspect.getcoroutinestate(c), c.cr_running, c.cr_await, c.cr_suspended if hasattr(c, "cr_suspended") else None]
    out.append(c.send(None))
    out += [inspect.getcoroutinestate(c), c.cr_await.__name__, c.cr_frame.f_lineno - c.cr_frame.f_code.co_firstlineno, sorted(inspect.getcoroutinelocals(c)), getattr(c, "cr_suspended", None)]
    try:
        c.send("sent")
    except StopIteration as e:
        out.append(e.value)
    out += [inspect.getcoroutinestate(c), c.cr_frame, c.cr_await]
    for action in (lambda: c.send(None), lambda: c.throw(ValueError), c.close, lambda: c.__await__().send(None)):
        try:
            out.append(action())
        except (RuntimeError, ValueError) as e:
            out.append(str(e))
    return out


for _ in range(2):
    print(states())


def wrappers():
    async def co():
        return 5

    w = co().__await__()
    out = [type(w).__name__, inspect.isawaitable(w), hasattr(w, "__next__")]
    try:
        next(w)
    except StopIteration as e:
        out.append(e.value)
    w = co().__await__()
    out.append(w.close())
    try:
        w.send(None)
    except (RuntimeError, StopIteration) as e:
        out.append(repr(e))
    w = co().__await__()
    try:
        w.throw(KeyError("k"))
    except KeyError as e:
        out.append(repr(e))

    @types.coroutine
    def legacy():
        yield 1
        return 2

    async def uses():
        return await legacy()

    g = legacy()
    out += [inspect.iscoroutinefunction(legacy), inspect.isgeneratorfunction(legacy), inspect.isawaitable(g), type(g).__name__, bool(legacy.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE)]
    g.close()
    u = uses()
    out.append(u.send(None))
    try:
        u.send(None)
    except StopIteration as e:
        out.append(e.value)

    class Awaitable:
        def __await__(self):
            yield "a"
            return "b"

    async def awaits():
        return await Awaitable()

    a = awaits()
    out.append(a.send(None))
    try:
        a.send(None)
    except StopIteration as e:
        out.append(e.value)
    return out


print(wrappers())


def asyncgen_by_hand():
    out = []

    def attempt(f):
        try:
            out.append(("value", f()))
        except BaseException as e:
            out.append((type(e).__name__, str(e)))

    async def gen():
        try:
            got = yield 1
            out.append(("got", got))
            try:
                yield 2
            except KeyError as e:
                out.append(("caught", repr(e), repr(sys.exc_info()[1])))
                yield 3
        finally:
            out.append("finally")
            await leaf()
            out.append("awaited")

    g = gen()
    attempt(lambda: g.asend(5).send(None))
    g = gen()
    attempt(lambda: g.asend(None).send(None))
    attempt(lambda: g.asend("x").send(None))
    attempt(lambda: g.athrow(KeyError("k")).send(None))
    out.append((g.ag_running, g.ag_frame is not None, g.ag_await, getattr(g, "ag_suspended", None)))
    attempt(lambda: g.aclose().send(None))
    attempt(lambda: g.asend(None).send(None))
    attempt(lambda: g.athrow(ValueError).send(None))
    attempt(lambda: g.aclose().send(None))
    g = gen()
    a = g.asend(None)
    b = g.asend(None)
    attempt(lambda: a.send(None))
    attempt(lambda: a.send(None))
    attempt(lambda: a.throw(ValueError("late")))
    attempt(b.close)
    attempt(lambda: b.send(None))
    attempt(lambda: g.aclose().throw(OSError("thrown into aclose")))
    g = gen()
    attempt(lambda: g.athrow(KeyError("unstarted")).send(None))
    attempt(lambda: g.asend(None).send(None))

    @types.coroutine
    def pause():
        yield "pause"

    async def waits():
        try:
            await pause()
            yield 1
        except GeneratorExit:
            out.append("exit")
            raise
        finally:
            await pause()

    g = waits()
    s = g.asend(None)
    attempt(lambda: s.send(None))
    attempt(lambda: g.asend(None).send(None))
    out.append((g.ag_running, g.ag_await is not None))
    attempt(lambda: s.send(None))
    c = g.aclose()
    attempt(lambda: c.send(None))
    attempt(lambda: c.send(None))

    async def ignores():
        try:
            yield 1
        except GeneratorExit:
            yield 2

    g = ignores()
    attempt(lambda: g.asend(None).send(None))
    attempt(lambda: g.aclose().send(None))
    return out


for item in asyncgen_by_hand():
    print("   ", item)


async def shutdown():
    g = agen(7)
    async for x in g:
        break
    kept.append(g)


kept = []
asyncio.run(shutdown())
print(closed)

var = contextvars.ContextVar("var", default="default")


async def contexts():
    async def child(v):
        before = var.get()
        var.set(v)
        await asyncio.sleep(0)
        return before, var.get()

    var.set("parent")
    results = await asyncio.gather(child("a"), child("b"))
    results.append(var.get())
    ctx = contextvars.copy_context()
    results.append(ctx.run(lambda: (var.set("inside"), var.get())[1]))
    results.append(var.get())
    task = asyncio.create_task(child("c"), context=ctx)
    results.append(await task)
    results.append(ctx[var])
    return results


print(asyncio.run(contexts()), var.get())


async def stacks():
    async def inner():
        await asyncio.sleep(10)

    async def middle():
        await inner()

    task = asyncio.create_task(middle(), name="T")
    await asyncio.sleep(0)
    frames = task.get_stack()
    text = io.StringIO()
    task.print_stack(file=text)
    result = [line(f) for f in frames], [l.strip() for l in text.getvalue().splitlines() if "File" not in l]
    coro = task.get_coro()
    chain = []
    while coro is not None:
        chain.append(getattr(coro, "__qualname__", type(coro).__name__))
        coro = getattr(coro, "cr_await", None)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        names, tb = [], e.__traceback__
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
    return result, chain, names, asyncio.current_task().get_name() != "", len(asyncio.all_tasks())


print(asyncio.run(stacks()))


async def debugged():
    asyncio.get_running_loop().slow_callback_duration = 60
    async def child():
        await asyncio.sleep(0)
        return len(asyncio.current_task()._source_traceback) > 0

    c = child()
    origin = c.cr_origin
    task = asyncio.create_task(c)
    return await task, origin is not None and [n for f, l, n in origin if f == __file__]


print(asyncio.run(debugged(), debug=True))


async def groups():
    async def fail(e):
        await asyncio.sleep(0)
        raise e

    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(ValueError(1)))
            tg.create_task(fail(TypeError(2)))
            tg.create_task(asyncio.sleep(10))
    except* ValueError as e:
        found = [repr(x) for x in e.exceptions]
    except* TypeError as e:
        found += [repr(x) for x in e.exceptions]
    try:
        async with asyncio.timeout(0.001):
            await asyncio.sleep(10)
    except TimeoutError as e:
        found.append(repr(e))
    return found


print(asyncio.run(groups()))


def generator_states():
    def g():
        out.append((it.gi_running, inspect.getgeneratorstate(it), getattr(it, "gi_suspended", None)))
        try:
            it.send(None)
        except ValueError as e:
            out.append(str(e))
        got = yield from inner()
        yield got

    def inner():
        x = yield 1
        return x

    out = []
    it = g()
    out += [inspect.getgeneratorstate(it), it.gi_running, it.gi_yieldfrom, getattr(it, "gi_suspended", None), it.gi_frame.f_lasti >= 0, inspect.getgeneratorlocals(it).keys()]
    out.append(next(it))
    out += [inspect.getgeneratorstate(it), it.gi_yieldfrom.__name__, it.gi_yieldfrom.gi_frame.f_lineno > 0, getattr(it, "gi_suspended", None)]
    out.append(it.send("x"))
    out.append(it.gi_yieldfrom)
    out.append(next(it, "end"))
    out += [inspect.getgeneratorstate(it), it.gi_frame, it.gi_code.co_name, getattr(it, "gi_suspended", None)]
    for f in (lambda: it.throw(KeyError, KeyError("k"), None), lambda: it.close(), lambda: next(it), lambda: it.send(1)):
        try:
            out.append(f())
        except (KeyError, StopIteration) as e:
            out.append(repr(e))
    it = g()
    try:
        it.send("non-None")
    except TypeError as e:
        out.append(str(e))
    try:
        it.throw(ValueError("first"))
    except ValueError as e:
        out.append(repr(e))
    out.append(list(it))
    return out


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for item in generator_states():
        print("   ", item)
