# requires: 3.12
"""sys.monitoring and sys.setprofile are turned on in the middle of running functions and generators."""

import sys

monitoring = sys.monitoring
events = monitoring.events
TOOL = 3
seen = []


def line(code, number):
    seen.append(("line", code.co_name, number - code.co_firstlineno))


def returned(code, offset, value):
    seen.append(("return", code.co_name, value))


def yielded(code, offset, value):
    seen.append(("yield", code.co_name, value))


def start():
    monitoring.use_tool_id(TOOL, "test")
    monitoring.register_callback(TOOL, events.LINE, line)
    monitoring.register_callback(TOOL, events.PY_RETURN, returned)
    monitoring.register_callback(TOOL, events.PY_YIELD, yielded)
    monitoring.set_events(TOOL, events.LINE | events.PY_RETURN | events.PY_YIELD)


def stop():
    monitoring.set_events(TOOL, 0)
    for event in (events.LINE, events.PY_RETURN, events.PY_YIELD):
        monitoring.register_callback(TOOL, event, None)
    monitoring.free_tool_id(TOOL)


def report(*results):
    print(*results)
    for event in seen:
        print("   ", *event)
    seen.clear()


def plain(n):
    total = 0
    for i in range(n):
        if i == 1:
            start()
        total += i
    stop()
    return total


def inner():
    start()
    return "inner"


def outer():
    got = inner()
    got += "!"
    return got


def items():
    yield 1
    start()
    yield 2
    stop()
    yield 3


def handled():
    try:
        start()
        int("x")
    except ValueError:
        caught = True
    stop()
    return caught


def local_events():
    monitoring.use_tool_id(TOOL, "test")
    monitoring.register_callback(TOOL, events.LINE, line)
    monitoring.set_local_events(TOOL, local_events.__code__, events.LINE)
    a = 1
    b = a + 1
    monitoring.set_local_events(TOOL, local_events.__code__, 0)
    stop()
    return b


for _ in range(2):
    report("plain", plain(3))
    value = outer()
    stop()
    report("outer", value)
    report("items", list(items()))
    report("handled", handled())
    report("local", local_events())


def profiler(frame, event, arg):
    if frame.f_globals is globals():
        seen.append((event, frame.f_code.co_name, getattr(arg, "__name__", None)))


def profiled():
    sys.setprofile(profiler)
    text = str(len([1, 2]))
    value = outer_profiled(text)
    sys.setprofile(None)
    return value


def outer_profiled(text):
    return text.upper()


report("profiled", profiled())


def begins_in_callee():
    def turn_on():
        sys.setprofile(profiler)

    turn_on()
    return max(1, 2)


value = begins_in_callee()
sys.setprofile(None)
report("begins_in_callee", value)
