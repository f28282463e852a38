"""Signals, asynchronous exceptions, thread switches, pending collections: in loops of every kind, with and without calls."""

import ctypes
import gc
import itertools
import signal
import sys
import threading
import time
import traceback


class Tick(Exception):
    pass


def handler(number, frame):
    raise Tick


def pass_loop():
    while True:
        pass


def continue_loop():
    while 1:
        continue


def for_c_iterator():
    for _ in itertools.repeat(None):
        pass


def for_cycle():
    for x in itertools.cycle([1, 2]):
        y = x


def for_count():
    for i in itertools.count():
        if i < 0:
            break


def nested_loops():
    while True:
        for _ in (1, 2, 3):
            for _ in range(3):
                pass


def list_comprehension():
    [x for x in itertools.repeat(1) if x > 1]


def set_comprehension():
    {x for x in itertools.repeat(1)}


def dict_comprehension():
    {x: x for x in itertools.repeat(1)}


def generator_expression():
    for _ in (x for x in itertools.repeat(1)):
        pass


def generator_expression_inside():
    next(x for x in itertools.repeat(1) if x > 1)


def endless():
    while True:
        pass
    yield


def generator_body():
    next(endless())


def yields():
    while True:
        yield 1


def generator_loop():
    for _ in yields():
        pass


def delegating():
    yield from yields()


def yield_from():
    for _ in delegating():
        pass


async def coroutine_body():
    while True:
        pass


def coroutine():
    coroutine_body().send(None)


async def async_items():
    while True:
        yield 1


async def async_loop():
    async for _ in async_items():
        pass


async def async_comprehension():
    return [x async for x in async_items() if x > 1]


def async_for():
    async_loop().send(None)


def async_list():
    async_comprehension().send(None)


def down(n):
    return n and down(n - 1)


def recursion():
    while True:
        down(50)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def deep_recursion():
    fib(60)


def try_loop():
    while True:
        try:
            pass
        except ValueError:
            pass


def finally_loop():
    while True:
        try:
            continue
        finally:
            pass


def with_loop():
    while True:
        with threading.Lock():
            pass


def match_loop():
    value = [1, (2, 3)]
    while True:
        match value:
            case [1, (2, 4)]:
                break
            case [_, _]:
                continue


def class_body():
    class C:
        while True:
            pass


def executed():
    exec("while True: pass")


def while_condition():
    n = 1
    while n:
        n = n + 1


def walrus():
    while (n := 1):
        pass


def chained():
    a = 1
    while 0 < a < 2 < 3:
        pass


def swap():
    a, b = 1, 2
    while a is not b:
        a, b = b, a


def global_loop():
    global counter
    counter = 0
    while counter >= 0:
        counter += 1


def builtin_calls():
    while True:
        len(())


def method_calls():
    items = []
    while True:
        items.append(1)
        items.clear()


def instances():
    class C:
        pass

    while True:
        C()


def mapped():
    for _ in map(int, itertools.repeat("1")):
        pass


KINDS = [
    pass_loop, continue_loop, for_c_iterator, for_cycle, for_count, nested_loops, list_comprehension, set_comprehension,
    dict_comprehension, generator_expression, generator_expression_inside, generator_body, generator_loop, yield_from,
    coroutine, async_for, async_list, recursion, deep_recursion, try_loop, finally_loop, with_loop, match_loop,
    class_body, executed, while_condition, walrus, chained, swap, global_loop, builtin_calls, method_calls, instances,
    mapped,
]  # fmt: skip


def by_signal(f):
    signal.setitimer(signal.ITIMER_REAL, 0.003)
    try:
        f()
    except Tick as e:
        return [frame.f_code.co_name for frame, line in traceback.walk_tb(e.__traceback__)][1]
    return "ended"


signal.signal(signal.SIGALRM, handler)
for f in KINDS:
    print("signal", f.__name__, by_signal(f))


def by_async_exception(f):
    """Another thread raises in this one."""
    ident = threading.get_ident()
    ready = threading.Event()

    def raiser():
        ready.wait()
        time.sleep(0.001)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(Tick))

    thread = threading.Thread(target=raiser)
    thread.start()
    try:
        ready.set()
        f()
    except Tick:
        return "raised"
    finally:
        thread.join()
    return "ended"


sys.setswitchinterval(0.0005)
for f in KINDS:
    print("thread", f.__name__, by_async_exception(f))

counter = 0


def pending():
    """A pending call of the interpreter runs in a loop."""
    done = []
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
    callback = kind(lambda _: done.append(1) or 0)
    ctypes.pythonapi.Py_AddPendingCall(callback, None)
    while not done:
        pass
    return done


print(pending())


def collected_in_loop():
    """Garbage made without a call is collected while the loop runs."""
    collected = []

    def note(phase, info):
        if phase == "start":
            collected.append(sys._getframe(1).f_code.co_name)

    gc.collect()
    gc.callbacks.append(note)
    keep = []
    while not collected:
        keep = [keep]
    gc.callbacks.remove(note)
    return collected[0]


print(collected_in_loop())
