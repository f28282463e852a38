"""assert in every form, __debug__, dead code, constant folding."""

import traceback


def check(x, message=None):
    assert x, message
    return "passed"


def plain(x):
    assert x
    assert (x)
    assert not (x is None), "none"
    return "ok"


def with_call(x):
    assert x > 1, print("message evaluated") or "msg"
    return "fine"


def tuple_message():
    assert 0, ("a", "tuple")


def exception_message():
    assert [], ValueError("as message")


def in_loop():
    n = 0
    for i in range(5):
        try:
            assert i % 2 == 0, i
            n += 1
        except AssertionError as e:
            n += e.args[0] * 100
    return n


for f, *a in ((check, 1), (check, 0), (check, "", "empty"), (check, [], None), (plain, 5), (plain, 0), (with_call, 2), (with_call, 1), (tuple_message,), (exception_message,), (in_loop,)):
    try:
        print(f(*a))
    except AssertionError as e:
        print("AssertionError", e.args, str(e))
try:
    check(0, "traceback")
except AssertionError:
    traceback.print_exc()
AssertionError = KeyError
try:
    check(0, "not the global one")
except BaseException as e:
    print(type(e) is KeyError, type(e).__name__)
del AssertionError
print(__debug__)
if __debug__:
    print("debug")
else:
    print("no debug")
print("yes" if __debug__ else "no", not __debug__)


def dead():
    return 1
    print("never")
    x = 1


def dead_branches(a):
    if False:
        x = 1
    if True:
        y = 2
    else:
        y = 3
    while False:
        z = 1
    if 1 and a:
        w = 1
    if 0 or a:
        w = 2
    if not 0:
        v = 5
    try:
        x
    except UnboundLocalError as e:
        print(e)
    return y, w, v


def folding():
    return 2 * 3, "a" "b", "a" * 3, (1, 2) + (3,), -1, not 1, 1 < 2, ~5, 2**10, 10 // 3, 1_000, 0x10, 1e3, 3j * 2, (1, (2, 3)), "abc"[1], (1, 2)[0], b"a" + b"b", 7 % 3, 1 << 4


def fold_errors():
    for f in (lambda: 1 / 0, lambda: 1 << -1, lambda: "a"[5], lambda: 2 ** -1, lambda: 5 % 0, lambda: (1,)[3], lambda: "x" * -1, lambda: "a" + 1, lambda: 10**5 - 1 // 0):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, e)


print(dead(), dead_branches(1), folding())
fold_errors()
"""a string statement"""
5
...
None
[1, 2]
print("constants as statements done")
x = 1; y = 2; print(x, y)
if x: print("one line if")
for i in range(2): print(i, end=" "); print()
class A: pass
def f(): "doc only"
def g(): ...
print(f.__doc__, f(), g(), A.__name__)
lambda: (yield)
pass
