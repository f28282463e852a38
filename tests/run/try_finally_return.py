"""return, break and continue through finally, and finally blocks which override them."""


def log(*args):
    print("  ", *args)
    return args[0] if args else None


def plain():
    try:
        return log("value")
    finally:
        log("finally")


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def value_is_computed_before():
    x = 1
    try:
        return x
    finally:
        x = 2
        log("x", x)


def mutable_is_shared():
    x = []
    try:
        return x
    finally:
        x.append("late")


def nested(n):
    for i in range(3):
        try:
            try:
                if n == 0:
                    continue
                if n == 1:
                    break
                if n == 2:
                    return "inner return"
                if n == 3:
                    raise KeyError(n)
                if n == 4:
                    1 / 0
            except KeyError as e:
                log("caught", repr(e))
                return "from except"
            else:
                log("else", i)
            finally:
                log("inner finally", i)
        finally:
            log("outer finally", i)
    else:
        log("loop else")
    return "end"


def break_in_finally():
    for i in range(3):
        try:
            return "lost return"
        finally:
            break
    return "after loop", i


def continue_in_finally():
    done = []
    for i in range(3):
        try:
            raise RuntimeError(i)
        finally:
            done.append(i)
            continue
    return done


def while_true():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            if n == 5:
                break
        finally:
            log("while", n)
            if n == 4:
                try:
                    raise IndexError
                except IndexError:
                    log("inside finally")
    return n


def finally_raises():
    try:
        try:
            raise ValueError("first")
        finally:
            raise TypeError("second")
    except TypeError as e:
        return repr(e), repr(e.__context__), e.__cause__


def return_expression_raises():
    try:
        try:
            return 1 / 0
        finally:
            log("still runs")
    except ZeroDivisionError as e:
        return repr(e)


def finally_in_generator():
    try:
        yield 1
        yield 2
        return "done"
    finally:
        log("generator finally")
        yield "from finally"


print(plain())
print(override())
print(swallow())
print(value_is_computed_before())
print(mutable_is_shared())
for n in range(6):
    print("nested", n)
    try:
        print(nested(n))
    except ZeroDivisionError as e:
        print("escaped", e)
print(break_in_finally())
print(continue_in_finally())
print(while_true())
print(finally_raises())
print(return_expression_raises())
print(list(finally_in_generator()))
g = finally_in_generator()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(repr(e))
