# requires: 3.12
"""sys.monitoring: events of calls, lines, branches, exceptions, and turning them off and on."""

import sys

m = sys.monitoring
TOOL = 3
m.use_tool_id(TOOL, "test")
E = m.events
log = []


def on(name):
    def callback(code, *args):
        if code.co_filename == on.__code__.co_filename and code.co_name not in ("callback", "watch", "<module>"):
            shown = []
            for a in args:
                if isinstance(a, BaseException):
                    shown.append(repr(a))
                elif isinstance(a, (int, str)) and name == "LINE":
                    shown.append(a - code.co_firstlineno)
                elif isinstance(a, str):
                    shown.append(a)
                elif callable(a):
                    shown.append(getattr(a, "__name__", type(a).__name__))
            log.append((name, code.co_name, *shown))

    return callback


def watch(events, f, *a):
    log.clear()
    total = 0
    for e in events:
        m.register_callback(TOOL, getattr(E, e), on(e))
        total |= getattr(E, e)
    m.set_events(TOOL, total)
    try:
        r = f(*a)
    except Exception as e:
        r = repr(e)
    m.set_events(TOOL, 0)
    for e in events:
        m.register_callback(TOOL, getattr(E, e), None)
    print(f.__name__, r)
    for x in log:
        print("   ", x)


def callee(x):
    return x * 2


def simple(n):
    t = 0
    for i in range(n):
        t += callee(i)
    return t


def raising():
    try:
        callee(None)
    except TypeError:
        len([])
    raise KeyError("k")


def gen():
    yield 1
    try:
        yield 2
    finally:
        callee(1)


def uses_gen():
    g = gen()
    next(g), next(g)
    g.close()
    return list(gen())


watch(["PY_START", "PY_RETURN"], simple, 2)
watch(["LINE"], simple, 2)
watch(["PY_START", "PY_RETURN", "PY_YIELD", "PY_RESUME", "PY_THROW", "PY_UNWIND"], uses_gen)
watch(["RAISE", "PY_UNWIND", "EXCEPTION_HANDLED", "RERAISE"], raising)
watch(["CALL"], simple, 1)

log.clear()
m.register_callback(TOOL, E.PY_START, lambda code, off: log.append(code.co_name))
m.set_local_events(TOOL, callee.__code__, E.PY_START)
simple(3)
print(log, m.get_local_events(TOOL, callee.__code__) == E.PY_START)
m.set_local_events(TOOL, callee.__code__, 0)
log.clear()
simple(2)
print(log)


def once(code, off):
    log.append(code.co_name)
    return m.DISABLE


m.register_callback(TOOL, E.PY_START, once)
m.set_events(TOOL, E.PY_START)
simple(3)
first = [x for x in log if x in ("simple", "callee")]
simple(3)
second = [x for x in log if x in ("simple", "callee")]
m.restart_events()
simple(1)
third = [x for x in log if x in ("simple", "callee")]
m.set_events(TOOL, 0)
print(first, second, third)
m.free_tool_id(TOOL)
