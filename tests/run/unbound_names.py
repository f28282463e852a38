"""The text of every unbound-name error."""


def attempt(f, *args):
    try:
        print("ok", f(*args))
    except NameError as e:
        print(type(e).__name__, "|", e, "|", e.name)


def local_before():
    print(x)
    x = 1


def deleted():
    x = 1
    del x
    return x


def delete_twice():
    x = 1
    del x
    del x


def augmented():
    n += 1


def branch(flag):
    if flag:
        y = 1
    return y


def loop_variable(seq):
    for v in seq:
        pass
    return v


def free_unbound():
    def inner():
        return z

    attempt(inner)
    z = 1
    attempt(inner)
    del z
    attempt(inner)


def cell_unbound_in_owner():
    def inner():
        return w

    try:
        return w
    finally:
        w = 1


def nonlocal_delete():
    a = 1

    def inner():
        nonlocal a
        del a
        del a

    inner()


def global_missing():
    return no_such_global


def global_delete():
    global not_there
    del not_there


def global_declared():
    global g_undefined
    return g_undefined


def comprehension():
    return [missing_in_comp for _ in range(1)]


def comprehension_local():
    r = [late for _ in range(1)]
    late = 1
    return r


def genexp_free():
    g = (late2 for _ in range(1))
    try:
        return list(g)
    finally:
        late2 = 1


def walrus(flag):
    if flag and (q := 1):
        pass
    return q


def with_name(cm):
    import contextlib
    with contextlib.suppress(ZeroDivisionError):
        r = 1 / 0
    return r


def import_name(flag):
    if flag:
        import math
    return math.pi


def in_except():
    try:
        raise ValueError
    except ValueError as err:
        pass
    return err


def argument(a):
    del a
    return a


def star_argument(*args, **kwargs):
    del args
    print(kwargs)
    return args


for f, *args in [
    (local_before,), (deleted,), (delete_twice,), (augmented,), (branch, True), (branch, False), (loop_variable, []), (loop_variable, [3]),
    (free_unbound,), (cell_unbound_in_owner,), (nonlocal_delete,), (global_missing,), (global_delete,), (global_declared,), (comprehension,),
    (comprehension_local,), (genexp_free,), (walrus, 0), (walrus, 1), (with_name, 0), (import_name, False), (import_name, True), (in_except,),
    (argument, 1), (star_argument, 1),
]:
    attempt(f, *args)

try:
    class Body:
        print(undefined_in_class)
except NameError as e:
    print(e)

try:
    class Body:
        k = 1
        del k
        print(k)
except NameError as e:
    print(e)
try:
    class Body:
        del nothing
except NameError as e:
    print(type(e), e)
try:
    del module_level
except NameError as e:
    print(e)
