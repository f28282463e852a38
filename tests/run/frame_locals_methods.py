# requires: 3.13
"""Every way to write to the locals of a running frame (PEP 667), and what happens to the values that were there."""

import gc
import sys
import weakref


class Value:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


def frame_locals():
    return sys._getframe(2).f_locals


def by_item():
    frame_locals()["a"] = Value("item")


def by_method():
    frame_locals().__setitem__("a", Value("__setitem__"))


def by_update():
    frame_locals().update({"a": Value("update"), "b": Value("update b"), "other": 1})


def by_or():
    found = frame_locals()
    found |= {"a": Value("or")}


def by_ior():
    frame_locals().__ior__({"a": Value("__ior__"), "b": 0})


def by_setdefault():
    frame_locals().setdefault("a", 1)
    frame_locals().setdefault("late", Value("setdefault"))


def by_exec():
    exec("a = Value('exec')", globals(), frame_locals())


def write(by):
    a, b = Value("a"), Value("b")
    gone = weakref.ref(a)
    pair = (a, by(), a, b)
    try:
        shown = late
    except UnboundLocalError as error:
        shown = str(error)
    if b is None:
        late = 1
    return pair, a, b, shown, gone() is a


def count(by):
    n = 10**10
    for _ in range(3):
        n += 10**10
        by()
    return n


class Operand:
    def __add__(self, other):
        frame_locals_of_caller = sys._getframe(1).f_locals
        frame_locals_of_caller["text"] = "written by an operator"
        gc.collect()
        return other

    def __getattr__(self, name):
        sys._getframe(1).f_locals["text"] = "written by an attribute"
        return name


def operators():
    text = "".join(["made ", "at run time"])
    result = Operand() + [text] + [1]
    nothing()
    seen = str(text)
    other = Operand().attribute
    return len(result), seen, other, str(text)


def generate(by):
    a = b = Value("before")
    for i in range(3):
        kept = [a, by(), i]
        yield kept[0], a, b


def bump():
    found = frame_locals()
    found["n"] = found["n"] + 1


def nothing():
    pass


for by in (by_item, by_method, by_update, by_or, by_ior, by_setdefault, by_exec, nothing):
    print(by.__name__)
    for _ in range(3):
        print("   ", *write(by))
    print("   ", *generate(by))
print(count(bump))
print(operators())


def own(x):
    found = sys._getframe().f_locals
    found["x"] = x + 1
    found |= {"y": x}
    y = 0
    found.update({"y": 5})
    return x, y


print(own(1))
gc.collect()
print(sum(isinstance(o, Value) for o in gc.get_objects()))
