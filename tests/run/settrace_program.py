"""sys.settrace and sys.setprofile see every line, call, return and exception."""

import sys

events = []


def tracer(frame, event, arg):
    if frame.f_globals.get("__name__") != __name__:
        return None
    name = frame.f_code.co_name
    line = frame.f_lineno - frame.f_code.co_firstlineno
    shown = arg[0].__name__ if event == "exception" else arg if isinstance(arg, (int, str, type(None))) else type(arg).__name__
    events.append((event, name, line, shown))
    return tracer


def traced(f, *a):
    events.clear()
    sys.settrace(tracer)
    try:
        r = f(*a)
    except Exception as e:
        r = type(e).__name__
    finally:
        sys.settrace(None)
    print(f.__name__, "=", r)
    for e in events:
        print("   ", *e)


def simple(a):
    b = a + 1
    if b > 1:
        b = b * 2
    return b


def loop(n):
    t = 0
    for i in range(n):
        t += i
    else:
        t += 100
    while t > 100:
        t -= 1
    return t


def raising():
    try:
        1 / 0
    except ZeroDivisionError:
        x = 1
    finally:
        y = 2
    raise ValueError("out")


def gen(n):
    for i in range(n):
        yield i
    return "g"


def uses_gen():
    return list(gen(2))


def nested():
    def inner(x):
        return x + 1

    return inner(inner(1))


def comp():
    return [x for x in range(2)], (lambda: 5)()


class K:
    def __init__(self):
        self.x = 1

    @property
    def p(self):
        return self.x


def klass():
    class Local:
        a = 1

    return K().p


def with_():
    class CM:
        def __enter__(self):
            return 1

        def __exit__(self, *a):
            return True

    with CM():
        raise KeyError
    return "after"


def match_(v):
    match v:
        case 1:
            return "one"
        case [a, b]:
            return "two"


for f, *a in ((simple, 1), (loop, 3), (raising,), (uses_gen,), (nested,), (comp,), (klass,), (with_,), (match_, [1, 2])):
    traced(f, *a)


def local_only(frame, event, arg):
    events.append((event, frame.f_code.co_name))
    return None


events.clear()
sys.settrace(local_only)
simple(1)
loop(1)
sys.settrace(None)
print(events)


def profiler(frame, event, arg):
    if frame.f_globals.get("__name__") == __name__ or event.startswith("c_"):
        profile.append((event, getattr(arg, "__name__", None) if event.startswith("c_") else frame.f_code.co_name))


profile = []


def profiled():
    len([1])
    simple(2)
    sorted([2, 1], key=lambda v: v)
    try:
        int("x")
    except ValueError:
        pass
    return list(gen(1))


sys.setprofile(profiler)
profiled()
sys.setprofile(None)
print(profile)


def trace_in_middle():
    a = 1
    sys.settrace(tracer)
    sys._getframe().f_trace = tracer
    b = 2
    simple(3)
    sys.settrace(None)
    return a + b


events.clear()
print(trace_in_middle())
print(events)


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    seen.add(event)
    return opcodes


seen = set()
sys.settrace(opcodes)
simple(1)
sys.settrace(None)
print(sorted(seen))


def jump(frame, event, arg):
    if frame.f_code.co_name != "jumper":
        return None
    if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 2:
        frame.f_lineno = frame.f_code.co_firstlineno + 3
    return jump


def jumper():
    out = ["a"]
    out.append("skipped")
    out.append("b")
    return out


sys.settrace(jump)
r = jumper()
sys.settrace(None)
print(r)


def change_locals(frame, event, arg):
    if frame.f_code.co_name == "changed" and event == "line":
        frame.f_locals["v"] = "changed by tracer"
    return change_locals


def changed():
    v = 1
    w = 2
    return v


sys.settrace(change_locals)
r = changed()
sys.settrace(None)
print(r, sys.gettrace(), sys.getprofile())
