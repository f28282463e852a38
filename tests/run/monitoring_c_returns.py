# requires: 3.12
import sys
m = sys.monitoring
E = m.events
m.use_tool_id(1, "t")
log = []
def f(a, b=2):
    return len([a])
def g(*args, **kw):
    raise ValueError(f(1))
class C:
    def __init__(self, x): self.x = x
    def meth(self): return self
class D:
    def __init__(self): raise KeyError(1)
def name(c): return getattr(c, "__qualname__", c)
def on(event):
    def callback(code, offset, callable, arg):
        log.append((event, code.co_name, name(callable)))
    m.register_callback(1, getattr(E, event), callback)
    return callback
def attempt(function, *args, **kw):
    try:
        function(*args, **kw)
    except Exception as e:
        log.append(repr(e))
def work():
    f(1)
    f(1, b=3)
    attempt(g)
    attempt(g, 1, x=2)
    C(1).meth()
    attempt(D)
    attempt(int, "x")
    sorted([3, 1], key=f)
    list(map(f, [1, 2]))
    f(*[1], **{"b": 2})
    attempt(f)
def main(*events):
    callbacks = [on(e) for e in events]
    m.set_events(1, E.CALL)
    work()
    m.set_events(1, 0)
    for event, callback in zip(events, callbacks):
        print(event, m.register_callback(1, getattr(E, event), None) is callback)
    print(*log, sep="\n")
    log.clear()
main("C_RETURN")
main("C_RETURN", "C_RAISE", "CALL")
main("C_RAISE")
m.use_tool_id(2, "u")
m.register_callback(2, E.C_RETURN, lambda *args: log.append(("two", name(args[2]))))
m.set_events(2, E.CALL)
main("C_RETURN")
m.set_events(2, E.CALL | E.LINE | E.INSTRUCTION)
main("C_RETURN")
m.set_events(2, 0)
