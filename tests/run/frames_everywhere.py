"""Frames: of callers and outliving calls, f_locals, clear, f_lineno, f_trace, f_back, locals() at every kind of place."""

import gc
import inspect
import sys
import weakref


def where(depth=1):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno


class Obj:
    pass


# locals() at every kind of place
print(sorted(k for k in locals() if not k.startswith("__"))[:4], locals() is globals())


def plain(a, b=2, *args, c=3, **kwargs):
    d = 4
    before = dict(locals())
    e = 5
    return before, sorted(locals())


print(plain(1, 5, 6, c=7, x=8))


def with_cells(a):
    b = 1

    def inner():
        nonlocal b
        c = a + b
        b += 1
        return locals()

    first = inner()
    return first, inner(), locals().keys()


print([sorted(x) if isinstance(x, dict) else sorted(x) for x in with_cells(1)])


class Body:
    x = 1
    snapshot = dict(locals())
    y = [sorted(k for k in locals() if k != ".0") for _ in (1,)]
    z = (lambda: sorted(locals()))()

    def method(self, k=x):
        return locals()


print(sorted(Body.snapshot), Body.y if sys.version_info < (3, 12) else len(Body.y), Body.z, sorted(Body().method()))


def comprehension(n):
    m = 1
    return [sorted(locals()) for i in range(n)]


print(comprehension(2) if sys.version_info[:2] != (3, 12) else len(comprehension(2)))


def generator(n):
    m = 2
    yield sorted(locals())
    k = 3
    yield sorted(locals())


print(list(generator(1)))
print(list(sorted(locals()) for i in (1,)))
print((lambda a, b=2: sorted(locals()))(1))


def deleted():
    a = b = 1
    del a
    return locals()


print(deleted())


def exceptions():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return sorted(locals())


print(exceptions())


def exec_eval():
    a = 1
    exec("b = a + 1")
    x = eval("a + 1")
    return sorted(locals()), x, "b" in locals()


print(exec_eval())


def same_dict():
    a = 1
    first = locals()
    b = 2
    second = locals()
    return first is second, sorted(first), sorted(second)


print(same_dict())


def f_locals_twice():
    frame = sys._getframe()
    a = 1
    first = frame.f_locals
    a = 2
    seen = first["a"]
    second = frame.f_locals
    return seen, second["a"], first is second, type(first).__name__


print(f_locals_twice())


def write_f_locals():
    a = 1
    sys._getframe().f_locals["a"] = 10
    b = a
    sys._getframe().f_locals["new"] = 11
    return a, b, "new" in sys._getframe().f_locals


print(write_f_locals())


def callee_writes():
    sys._getframe(1).f_locals["v"] = "written"


def caller():
    v = "own"
    callee_writes()
    return v


print(caller())


def proxy():
    a, b = 1, 2

    def inner():
        return b

    view = sys._getframe().f_locals
    out = [len(view), sorted(view.keys()), "a" in view, view.get("zzz"), sorted(map(repr, view.items()))[:2]]
    out.append(dict(view).keys() == set(view))
    try:
        del view["a"]
        out.append("deleted")
    except Exception as e:
        out.append(type(e).__name__)
    try:
        out.append(view.pop("nothing", "default"))
    except Exception as e:
        out.append(type(e).__name__)
    return out


print(proxy() if sys.version_info >= (3, 13) else "")

# frames that outlive their calls


def outlives(a):
    b = Obj()
    ref = weakref.ref(b)
    return sys._getframe(), ref


frame, ref = outlives(5)
print(frame.f_locals["a"], ref() is not None, frame.f_back.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, frame.f_lasti > 0)
frame.clear()
print(frame.f_locals, ref() is None)
frame.clear()


def running_clear():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        return str(e)


print(running_clear())


def gen_frame():
    x = Obj()
    refs.append(weakref.ref(x))
    try:
        yield x
    finally:
        print("cleared generator")


refs = []
g = gen_frame()
next(g)
frame = g.gi_frame
print(frame.f_back, frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals))
try:
    frame.clear()
except RuntimeError as e:
    print(e)
print(g.gi_frame is None, refs[0]() is None, list(g))


def error_frames():
    def inner(value):
        local = Obj()
        raise ValueError(value)

    inner(1)


try:
    error_frames()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals)[:3] if tb.tb_frame.f_code.co_name != "<module>" else 0, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        last, tb = tb, tb.tb_next
    print(names)
    frame = last.tb_frame
    print(frame.f_back.f_code.co_name, frame.f_back.f_back.f_code.co_name)
    frame.clear()
    print(frame.f_locals)

# chains


def chain(n):
    if n:
        return chain(n - 1)
    frame, names = sys._getframe(), []
    while frame and frame.f_globals is globals():
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return names


print(chain(3))
print([(x.function, x.lineno, x.code_context[0].strip() if x.code_context else None, x.index) for x in (lambda: inspect.stack())() if x.filename == __file__])


def kept():
    return inspect.currentframe()


frames = [kept() for _ in range(3)]
print([f.f_back and f.f_back.f_code.co_name for f in frames], len(set(map(id, frames))))


class Places:
    by_class = where()

    @property
    def prop(self):
        return where(), where(2)

    def __getattr__(self, name):
        return where(), where(2)

    def __getitem__(self, key):
        return where(), where(2)

    def __add__(self, other):
        return where(), where(2)

    def __iter__(self):
        yield where(), where(2)

    def __enter__(self):
        return where(), where(2)

    def __exit__(self, *exc):
        print(where(), where(2))

    def __call__(self, *args):
        return where(), where(2)

    def __eq__(self, other):
        return where(), where(2)

    def __contains__(self, item):
        print(where(), where(2))
        return True

    def __bool__(self):
        print(where(), where(2))
        return True

    def __format__(self, spec):
        return str((where(), where(2)))

    def __setattr__(self, name, value):
        print(where(), where(2))

    def __del__(self):
        print("del", where(), where(2))


def places():
    p = Places()
    print(p.by_class)
    print(p.prop,
          p.attr)
    print(p[
        1
    ])
    print(p
          + 1)
    print(
        *p
    )
    with p as entered:
        print(entered)
    print(
        p(
            1,
        )
    )
    print(p == 1)
    1 in p
    if p:
        pass
    print(f"a {p} "
          f"{p}")
    p.x = 1
    for x in p:
        print(x)
    print([x
           for x in p])
    a, = p
    print(a)
    p = None
    q = Places()
    del q
    sorted([1], key=lambda _: print(where(), where(2)))
    (lambda: print(where(), where(2)))()


places()


def set_lineno():
    frame = sys._getframe()
    try:
        frame.f_lineno = 5
    except ValueError as e:
        return str(e)


print(set_lineno())


def set_trace():
    frame = sys._getframe()
    before = frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes
    frame.f_trace = print
    frame.f_trace_lines = False
    after = frame.f_trace, frame.f_trace_lines
    del frame.f_trace
    return before, after, frame.f_trace


print(set_trace())


def attributes():
    frame = sys._getframe()
    return (
        frame.f_code is attributes.__code__,
        frame.f_globals is globals(),
        frame.f_builtins["len"] is len,
        repr(frame).split(", line")[1].split(", code")[1],
        frame == sys._getframe(),
        frame.f_code.co_qualname,
    )


print(attributes())


def cycle():
    frame = sys._getframe()
    marker = Obj()
    return weakref.ref(marker)


gc.collect()
r = cycle()
gc.collect()
print(r() is None)


def callers_of_generator():
    def gen():
        yield sys._getframe().f_back.f_code.co_name, sys._getframe().f_back.f_lineno - sys._getframe().f_back.f_code.co_firstlineno
        yield sys._getframe().f_back.f_code.co_name

    g = gen()
    def other():
        return next(g)

    return next(g), other(), g.gi_frame.f_back


print(callers_of_generator())
print(len(sys._current_frames()) >= 1, [f.f_code.co_name for f in sys._current_frames().values()][:1])


def too_deep():
    try:
        sys._getframe(100000)
    except ValueError as e:
        return str(e)


print(too_deep())
print(sys._getframemodulename() if sys.version_info >= (3, 12) else "")


def vars_dir():
    b = a = 1
    return vars(), dir()


print(vars_dir())
