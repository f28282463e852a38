"""except* nested in loops, functions, finally and in each other; the bound name; sys.exc_info."""

import sys


def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{e.message}[{', '.join(tree(x) for x in e.exceptions)}]"
    return f"{type(e).__name__}({e})"


def loop():
    for i in range(4):
        try:
            if i == 1:
                raise ExceptionGroup("g", [ValueError(i)])
            if i == 2:
                raise TypeError(i)
        except* ValueError as e:
            print(i, "V", tree(e), tree(sys.exc_info()[1]))
        except* TypeError as e:
            print(i, "T", tree(e))
            try:
                raise e
            except* TypeError as e2:
                print(i, "inner", tree(e2), e2 is e)
        else:
            print(i, "else")
        finally:
            print(i, "finally", sys.exc_info()[0])


def name_unbound():
    try:
        raise ValueError(1)
    except* ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as u:
        print(u)


def inner_function_in_handler():
    try:
        raise ExceptionGroup("eg", [ValueError("a"), ValueError("b")])
    except* ValueError as e:
        def f():
            return [str(x) for x in e.exceptions]

        def g():
            for x in e.exceptions:
                yield x
        print(f(), [str(x) for x in g()])
    try:
        f()
    except NameError as err:
        print(err)


def both():
    try:
        try:
            try:
                raise ExceptionGroup("o", [ValueError(1), TypeError(2), OSError(3)])
            except* ValueError:
                print("inner V")
        except* TypeError:
            print("middle T")
    except ExceptionGroup as e:
        print("outer", tree(e), tree(e.__context__) if e.__context__ else None)


def group_methods():
    eg = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
    print(tree(eg.subgroup(ValueError)), eg.subgroup(OSError))
    eg.add_note("noted")
    a, b = eg.split(ValueError)
    print(a.__notes__, b.__notes__)
    asked = []

    def has_two(e):
        asked.append(type(has_two))
        return "2" in str(e)

    print([tree(part) for part in eg.split(has_two)], tree(eg.subgroup(lambda e: isinstance(e, TypeError))))
    print(len(asked), {one.__name__ for one in asked}, tree(eg.subgroup(lambda e: eg.split(has_two) and True)))
    for predicate in (lambda e: 1 / 0, lambda: True, "text", ValueError()):
        try:
            eg.split(predicate)
        except (ZeroDivisionError, TypeError) as e:
            print(type(e).__name__, e)
    for args in (("x", []), ("x", [1]), (1, [ValueError()]), ("x", ValueError())):
        try:
            ExceptionGroup(*args)
        except Exception as e:
            print(type(e).__name__, e)
    try:
        ExceptionGroup("x", [KeyboardInterrupt()])
    except TypeError as e:
        print(e)


def traceback_kept():
    def depth(e):
        n, tb = 0, e.__traceback__
        while tb:
            n += 1
            tb = tb.tb_next
        return n

    def boom():
        raise ValueError("deep")

    def collect():
        out = []
        for _ in range(2):
            try:
                boom()
            except ValueError as e:
                out.append(e)
        raise ExceptionGroup("collected", out)

    try:
        collect()
    except* ValueError as e:
        print(depth(e), [depth(x) for x in e.exceptions])


loop()
name_unbound()
inner_function_in_handler()
both()
group_methods()
traceback_kept()
