"""Pickling and copying instances, functions, methods, nested classes, exceptions, recursive structures."""

import copy
import enum
import pickle
import collections


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return type(o) is type(self) and self.__dict__ == o.__dict__

    def m(self):
        return self.x

    @classmethod
    def c(cls):
        return cls.__name__

    @staticmethod
    def s():
        return "static"

    class Nested:
        def __init__(self):
            self.n = 1

        class Deeper:
            pass


class State(P):
    def __getstate__(self):
        print("getstate")
        return {"x": self.x * 2}

    def __setstate__(self, s):
        print("setstate", s)
        self.__dict__.update(s)


class Reduce:
    def __init__(self, a):
        self.a = a

    def __reduce__(self):
        return Reduce, (self.a + 1,)


class NewArgs(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


class Deep:
    def __deepcopy__(self, memo):
        print("deepcopy", len(memo) > 0)
        return "deep copied"

    def __copy__(self):
        return "copied"


class Color(enum.Enum):
    RED = 1
    GREEN = 2


NT = collections.namedtuple("NT", "a b")


class MyError(Exception):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b


def function(x):
    return x


def gen():
    yield


def local():
    class L:
        pass

    def inner():
        pass

    return L, inner, lambda: 0


module_lambda = lambda: 0


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {str(e).split(' at 0x')[0]}"


for proto in range(pickle.HIGHEST_PROTOCOL + 1):
    r = [pickle.loads(pickle.dumps(o, proto)) for o in (P([1]), NT(1, 2), Color.RED, function, P, len, Reduce(1), MyError("e", 3), {1: (2, {3})})]
    print(proto, r[0] == P([1]), r[1], r[2] is Color.RED, r[3] is function, r[4] is P, r[5] is len, r[6].a, r[7].args, r[7].b, r[8])
for proto in (2, 4):
    print(attempt(lambda: pickle.loads(pickle.dumps(NewArgs(1, 2), proto))))
    print(attempt(lambda: pickle.loads(pickle.dumps(State(3), proto)).x))
print(attempt(lambda: pickle.loads(pickle.dumps(P.Nested.Deeper(), 4)).__class__ is P.Nested.Deeper))
print(attempt(lambda: pickle.loads(pickle.dumps(P(7).m, 4))()))
print(attempt(lambda: pickle.loads(pickle.dumps(P.c, 4))()), attempt(lambda: pickle.loads(pickle.dumps(P.s, 4))()))
for o in (module_lambda, local()[0], local()[0](), local()[1], local()[2], gen(), P(1).__dict__.keys(), (x for x in ())):
    print(attempt(pickle.dumps, o) if not isinstance(attempt(pickle.dumps, o), bytes) else "pickled")
a = P(None)
a.x = [a, {"self": a}]
b = pickle.loads(pickle.dumps(a))
print(b.x[0] is b, b.x[1]["self"] is b)
c = copy.deepcopy(a)
print(c.x[0] is c, c is not a, copy.copy(a).x is a.x)
print(copy.copy(Deep()), copy.deepcopy(Deep()), copy.deepcopy([Deep(), 1]))
print(copy.copy(function) is function, copy.deepcopy(P) is P, copy.deepcopy(module_lambda) is module_lambda, copy.deepcopy(P(1).m)())
print(attempt(copy.copy, gen()), attempt(copy.deepcopy, gen()))
print(function.__reduce_ex__(2) if False else attempt(copy.deepcopy, {function: [function]})[function][0] is function)
e = attempt(lambda: pickle.loads(pickle.dumps(ValueError("v", 1))))
print(repr(e), e.__traceback__)
try:
    raise MyError("x") from KeyError("k")
except MyError as err:
    e2 = pickle.loads(pickle.dumps(err))
    e3 = copy.copy(err)
print(repr(e2), e2.__cause__, repr(e3))
if hasattr(copy, "replace"):
    print(copy.replace(NT(1, 2), a=5))
import marshal

print(marshal.loads(marshal.dumps(function.__code__)) == function.__code__, eval(marshal.loads(marshal.dumps(compile("1+1", "", "eval")))))
import functools

print(pickle.loads(pickle.dumps(functools.partial(function, 5)))())
import operator

print(pickle.loads(pickle.dumps(operator.attrgetter("x")))(P(3)))
