"""Calls whose C stack is switched away while they run, and looked at meanwhile."""

import gc
import sys
import threading
import traceback

from greenlet import getcurrent, greenlet


def deep(n, log):
    mark = [n]
    if n:
        return deep(n - 1, log) + mark
    for k in range(3):
        log.append(getcurrent().parent.switch(("at", k, mark)))
    return mark


def frames(g):
    frame = g.gr_frame
    while frame is not None:
        yield frame.f_code.co_name, frame.f_lineno, frame.f_locals.get("n"), frame.f_locals.get("mark")
        frame = frame.f_back


def spin(k):
    junk = [k] * 50
    return spin(k - 1) + len(junk) if k else 0


def suspended_frames():
    logs = [[] for _ in range(4)]
    gs = [greenlet(deep) for _ in logs]
    print([g.switch(n, log)[:2] for n, (g, log) in enumerate(zip(gs, logs))])
    for _ in range(2):
        spin(60)
        gc.collect()
        for g in gs:
            print(list(frames(g)))
        print([g.switch("again") for g in reversed(gs)])
    print([g.switch("last") for g in gs], [g.dead for g in gs], logs)


def keeps_frame(kept):
    here = sys._getframe()
    kept.append(here)
    local = object()
    getcurrent().parent.switch(here.f_lineno)
    del local
    return sorted(here.f_locals)


def kept_frames():
    kept = []
    gs = [greenlet(keeps_frame) for _ in range(3)]
    lines = [g.switch(kept) for g in gs]
    spin(60)
    gc.collect()
    print([frame.f_lineno - line for frame, line in zip(kept, lines)], [sorted(frame.f_locals) for frame in kept])
    print([g.switch() for g in gs])
    print([sorted(frame.f_locals) for frame in kept])
    for frame in kept:
        frame.clear()


def numbers(n):
    for k in range(n):
        getcurrent().parent.switch(k)
        yield k * k


def squares(n):
    return sum(numbers(n))


def generators():
    gs = [greenlet(squares) for _ in range(3)]
    print([[g.switch(4) if not k else g.switch() for g in gs] for k in range(5)])


def fails(n):
    try:
        getcurrent().parent.switch(n)
        return fails(n - 1) if n else 1 / 0
    finally:
        getcurrent().parent.switch("finally")


def exceptions():
    g = greenlet(fails)
    values = [g.switch(3)]
    while not g.dead:
        try:
            values.append(g.switch())
        except ZeroDivisionError as e:
            values.append([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])
    print(values)
    g = greenlet(fails)
    g.switch(1)
    try:
        print(g.throw(KeyError("thrown")), g.switch())
    except KeyError as e:
        print(repr(e))
    g = greenlet(deep)
    g.switch(1, values)
    del g  # gets a GreenletExit
    gc.collect()


def steps(n):
    while n:
        n = getcurrent().parent.switch(n - 1)
        spin(3)
    return "done"


def traced():
    lines = []

    def trace(frame, event, arg):
        lines.append((frame.f_code.co_name, event))
        return trace

    g = greenlet(steps)
    g.switch(5)
    sys.settrace(trace)
    g.gr_frame.f_trace = trace
    left = [g.switch(k) for k in (4, 3)]
    sys.settrace(None)
    print(left, g.switch(0), ("spin", "call") in lines)


def many(n, depth):
    def body(k):
        return spin(k) + getcurrent().parent.switch(k)

    gs = [greenlet(body) for _ in range(n)]
    first = sum(g.switch(depth + k) for k, g in enumerate(gs))
    return first, sum(g.switch(1) for g in gs)


def main():
    suspended_frames()
    kept_frames()
    generators()
    exceptions()
    traced()
    print(many(50, 100))


main()
thread = threading.Thread(target=main)
thread.start()
thread.join()
