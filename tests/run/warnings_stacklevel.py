"""warnings.warn finds the right frame, line and module through compiled frames; registries; filters."""

import warnings


def show(message, category, filename, lineno, file=None, line=None):
    print(category.__name__, message, filename.rpartition("/")[2], lineno - base)


warnings.showwarning = show
warnings.simplefilter("always")


def anchor():
    pass


base = anchor.__code__.co_firstlineno


def warn(level):
    warnings.warn(f"level {level}", stacklevel=level)


def middle(level):
    warn(level)


def outer(level):
    return [middle(level) for _ in range(1)]


for level in (1, 2, 3, 4):
    outer(level)


class K:
    def __init__(self):
        warnings.warn("in init", DeprecationWarning, stacklevel=2)

    @property
    def p(self):
        warnings.warn("in property", stacklevel=2)

    warnings.warn("class body")


k = K()
k.p


def gen():
    warnings.warn("in generator", stacklevel=2)
    yield 1


def use_gen():
    return list(
        gen()
    )


use_gen()
(lambda: warnings.warn("lambda", stacklevel=1))()
list(map(lambda x: warnings.warn("in map", stacklevel=2), [1]))


def decorated(f):
    def wrapper(*a):
        return f(*a)

    return wrapper


@decorated
def target():
    warnings.warn("decorated", stacklevel=3)


target()
warnings.simplefilter("default")


def repeated():
    for i in range(3):
        warnings.warn("only once")
    for i in range(2):
        warnings.warn(f"text {i}")


repeated()
repeated()
print(sorted(k[0] for k in __warningregistry__ if isinstance(k, tuple))[:3])
warnings.simplefilter("error")
try:
    warn(2)
except UserWarning as e:
    print("raised", e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    outer(2)
    print([(str(x.message), x.lineno - base) for x in w])
warnings.simplefilter("always")
warnings.filterwarnings("ignore", module="warnings_stacklevel")
warn(1)
warn(2)
warnings.resetwarnings()
warnings.simplefilter("always")
exec(compile("import warnings\nwarnings.warn('from exec')", "<exec'd>", "exec"))
warnings.warn_explicit("explicit", UserWarning, "file.py", 3 + base)
try:
    warnings.warn("x", int)
except TypeError as e:
    print(e)
warnings.warn(
    "multi"
    " line",
)
0 if True else warnings.warn("never")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warn(1)
eval("1 is 1" if False else "warnings.warn('from eval')")
assert True or warnings.warn("no")
~True if False else None
