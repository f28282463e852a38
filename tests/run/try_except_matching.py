"""How except clauses are matched: tuples, subclasses, wrong classes, dynamic expressions, order."""


class Meta(type):
    def __instancecheck__(cls, obj):
        print("never asked")
        return True

    def __subclasscheck__(cls, sub):
        print("never asked")
        return True


class Odd(Exception, metaclass=Meta):
    pass


def make(exc, label):
    print("evaluating", label)
    return exc


def run(exc, *clauses):
    try:
        try:
            raise exc
        except make(clauses[0], 0):
            return 0
        except make(clauses[1], 1):
            return 1
        except (make(clauses[2], 2), make(KeyError, "2b")):
            return 2
        except:
            return "bare"
    except BaseException as e:
        return type(e).__name__, str(e), repr(e.__context__)


print(run(ValueError(1), ValueError, TypeError, OSError))
print(run(ValueError(1), TypeError, (OSError, ValueError), OSError))
print(run(KeyError(1), TypeError, OSError, IndexError))
print(run(LookupError(1), TypeError, OSError, IndexError))
print(run(ValueError(1), Odd, Exception, OSError))
print(run(Odd(1), TypeError, Odd, OSError))
print(run(ValueError(1), 17, OSError, OSError))
print(run(ValueError(1), (int, ValueError), OSError, OSError))
print(run(ValueError(1), (OSError, "x"), OSError, OSError))
print(run(ValueError(1), ((OSError, ValueError), TypeError), OSError, OSError))
print(run(ValueError(1), (), None, OSError))
print(run(SystemExit(3), Exception, OSError, KeyboardInterrupt))
print(run(GeneratorExit(), Exception, BaseException, KeyboardInterrupt))


def name_is_deleted():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        print("inside", repr(e))
    try:
        print(e)
    except UnboundLocalError as err:
        print(err)


def name_deleted_inside():
    try:
        raise ValueError("v")
    except ValueError as e:
        del e
    print("fine", "e" in locals())


def name_rebound_inside():
    try:
        raise ValueError("v")
    except ValueError as e:
        e = 5
        print(e)
    print("e" in locals())


def name_is_global():
    global g
    g = 1
    try:
        raise ValueError("v")
    except ValueError as g:
        print(globals()["g"])
    print("g" in globals())


def name_nonlocal():
    x = 0

    def inner():
        nonlocal x
        try:
            raise ValueError("cell")
        except ValueError as x:
            get()

    def get():
        print("cell holds", repr(x))

    inner()
    try:
        get()
    except NameError as e:
        print(type(e).__name__, e)


class InClass:
    try:
        raise ValueError("in class")
    except ValueError as exc:
        kept = exc.args
    print(sorted(k for k in locals() if not k.startswith("__")))


def else_not_guarded():
    try:
        try:
            pass
        except KeyError:
            print("wrong")
        else:
            raise KeyError("from else")
        finally:
            print("finally")
    except KeyError as e:
        print("outer", e)


def raise_in_clause_expression():
    def boom():
        raise RuntimeError("clause")

    try:
        try:
            raise ValueError("orig")
        except boom():
            print("wrong")
        except ValueError:
            print("wrong too")
    except RuntimeError as e:
        print(repr(e), repr(e.__context__))


name_is_deleted()
name_deleted_inside()
name_rebound_inside()
name_is_global()
name_nonlocal()
else_not_guarded()
raise_in_clause_expression()
