"""sys._getframe: names, lines, locals, globals, back links, frames that outlive calls, clear."""

import sys
import traceback


def anchor():
    pass


base = anchor.__code__.co_firstlineno


def chain(f=None):
    f = f or sys._getframe(1)
    out = []
    while f and f.f_globals is globals():
        out.append((f.f_code.co_name, f.f_lineno - base))
        f = f.f_back
    return out[:-1]


def a():
    return b(1)


def b(x):
    c = lambda: chain()
    return (
        c()
    )


print(a())
print([chain() for _ in range(1)][0], list(chain() for _ in range(1))[0])


class K:
    here = chain()

    def __init__(self):
        self.c = chain()

    @property
    def p(self):
        return chain()

    def __getattr__(self, n):
        return chain()

    def __add__(self, o):
        return chain()

    def __iter__(self):
        yield chain()

    def __len__(self):
        self.l = chain()
        return 1

    def __enter__(self):
        return chain()

    def __exit__(self, *a):
        self.e = chain()


k = K()
print(K.here, k.c, k.p, k.missing, k + 1, list(k), len(k), k.l)
with k as entered:
    print(entered)
print(k.e)
print(sorted([1, 2], key=lambda v: (print(chain()), v)[1]), list(map(lambda v: chain(), [1])))


def keep():
    local = "kept"
    return sys._getframe()


f = keep()
print(f.f_locals, f.f_lineno - base, f.f_code.co_name, f.f_builtins is not None, f.f_globals is globals(), f.f_lasti > 0)
f.clear()
print(f.f_locals)


def depth_errors():
    try:
        sys._getframe(10000)
    except ValueError as e:
        print(e)
    try:
        sys._getframe().f_lineno = 1
    except (ValueError, AttributeError) as e:
        print(type(e).__name__)
    try:
        sys._getframe().f_code = None
    except AttributeError as e:
        print("readonly")
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)


depth_errors()


def lines():
    out = [sys._getframe().f_lineno - base]
    out.append(
        sys._getframe().f_lineno - base
    )
    x = [
        1,
        sys._getframe().f_lineno - base,
        (2,
         sys._getframe().f_lineno - base),
    ]
    try:
        out.append(sys._getframe().f_lineno - base)
    finally:
        out.append(sys._getframe().f_lineno - base)
    for i in range(2): out.append(sys._getframe().f_lineno - base)
    return out, x


print(lines())


def frame_in_exception():
    try:
        inner()
    except ValueError as e:
        tb = e.__traceback__
        fr = tb.tb_next.tb_frame
        return fr.f_locals["secret"], fr.f_lineno - base, tb.tb_lineno - base, fr.f_back and fr.f_back.f_code.co_name


def inner():
    secret = "s3cret"
    raise ValueError


print(frame_in_exception())


def extract():
    return [(s.name, s.lineno - base, s.line) for s in traceback.extract_stack()[-2:]]


print(extract())


def caller_locals():
    return sys._getframe(1).f_locals


def has_locals(p, q=2):
    r = p + q
    return sorted(caller_locals().items())


print(has_locals(1))


def set_trace_attr():
    fr = sys._getframe()
    fr.f_trace = lambda *a: None
    del fr.f_trace
    return fr.f_trace_lines, fr.f_trace_opcodes


print(set_trace_attr())


def recursive(n):
    if n:
        return recursive(n - 1)
    d = 0
    fr = sys._getframe()
    while fr.f_code is recursive.__code__:
        d += 1
        fr = fr.f_back
    return d


print(recursive(10))
frames = []


def collect(i):
    frames.append(sys._getframe())
    v = i * i
    return v


[collect(i) for i in range(3)]
print([fr.f_locals["v"] for fr in frames])
print(sys._current_frames()[__import__("threading").get_ident()].f_code.co_name)
