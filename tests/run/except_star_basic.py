"""except*: splitting, what is left, naked exceptions, returns of derive."""

import traceback


def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{type(e).__name__}[{e.message}: {', '.join(tree(x) for x in e.exceptions)}]"
    return f"{type(e).__name__}({e})"


def run(exc):
    log = []
    try:
        try:
            raise exc
        except* ValueError as e:
            log.append("V " + tree(e))
        except* (TypeError, KeyError) as e:
            log.append("TK " + tree(e))
        except* OSError:
            log.append("O")
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as e:
        log.append("left " + tree(e))
        log.append("context " + (tree(e.__context__) if e.__context__ else "None"))
    print(log)


EG = ExceptionGroup
run(ValueError(1))
run(RuntimeError(1))
run(EG("a", [ValueError(1)]))
run(EG("a", [ValueError(1), TypeError(2)]))
run(EG("a", [ValueError(1), TypeError(2), RuntimeError(3)]))
run(EG("a", [EG("b", [ValueError(1), KeyError(2)]), EG("c", [RuntimeError(3), ValueError(4)])]))
run(BaseExceptionGroup("a", [ValueError(1), KeyboardInterrupt()]))
run(EG("a", [OSError(1), OSError(2)]))


class Custom(ExceptionGroup):
    def derive(self, excs):
        print("derive", len(excs))
        return Custom("derived " + self.message, excs)


run(Custom("a", [ValueError(1), TypeError(2), RuntimeError(3)]))


def raise_in_handler():
    try:
        try:
            raise EG("g", [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError as e:
            raise RuntimeError("new")
        except* TypeError as e:
            raise
        except* KeyError:
            raise OSError("k") from None
    except BaseException as e:
        print(tree(e))
        for x in e.exceptions:
            print("  ", tree(x), "ctx", tree(x.__context__) if x.__context__ else None)


def naked_raise_in_handler():
    try:
        try:
            raise ValueError("naked")
        except* ValueError as e:
            print(tree(e))
            raise
    except BaseException as e:
        print(tree(e))


def no_exception():
    try:
        x = 1
    except* ValueError:
        x = 2
    else:
        x = 3
    return x


def bad_types():
    for t in (ExceptionGroup, 5, (ValueError, BaseExceptionGroup), (ValueError, "x")):
        try:
            try:
                raise ValueError("v")
            except* t:
                print("matched")
        except TypeError as e:
            print("TypeError", e)


raise_in_handler()
naked_raise_in_handler()
print(no_exception())
bad_types()

try:
    try:
        raise EG("top", [ValueError(1), EG("sub", [KeyError("k"), OSError("o")])])
    except* KeyError as e:
        print(tree(e))
        raise ZeroDivisionError("during")
except BaseException:
    traceback.print_exc()
