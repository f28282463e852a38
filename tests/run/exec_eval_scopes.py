"""exec, eval, compile with every combination of scopes; what functions made there see."""

import sys

g = "module g"


def attempt(f, *a):
    try:
        print("ok", f(*a))
    except Exception as e:
        print(type(e).__name__, e)


def reads_locals():
    a = 1
    return eval("a + 1"), eval("g"), eval("sorted(locals())"), eval("[a for _ in range(1)]" if sys.version_info >= (3, 12) else "[1]")


def writes_locals():
    a = 1
    exec("a = 2; b = 3")
    return a, "b" in locals()


def explicit():
    a = 1
    d = {"a": 10}
    exec("a += 1; b = a * 2", {}, d)
    return a, d


def explicit_globals():
    d = {}
    exec("def f(): return x\nx = 5\nclass C:\n    y = x\n", d)
    return d["f"](), d["C"].y, "__builtins__" in d, d["f"].__module__


def separate():
    gl, lo = {}, {}
    exec("x = 1\ndef f(): return x", gl, lo)
    try:
        lo["f"]()
    except NameError as e:
        return str(e), sorted(lo)


def global_statement():
    gl, lo = {}, {}
    exec("global z\nz = 1\nw = 2", gl, lo)
    return "z" in gl, lo


def nested_functions():
    def outer(n):
        exec("n = 100")
        return n, eval("n"), [eval("n") for n in [7]], (lambda n: eval("n"))(8)

    return outer(1)


def free_variable():
    x = "free"

    def unaware():
        try:
            return eval("x")
        except NameError as e:
            return str(e)

    def aware():
        x
        return eval("x")

    return unaware(), aware()


def in_class():
    class K:
        attr = 1
        seen = eval("attr")
        exec("made = attr + 1")
        names = sorted(n for n in locals() if not n.startswith("__"))
        exec("del attr")

    return K.made, K.seen, K.names, hasattr(K, "attr")


def in_comp():
    y = 3
    return [eval("x * 2") for x in range(3)], [eval("x + y", {"y": y}, {"x": x}) for x in range(2)]


def in_gen():
    a = 5
    yield eval("a")
    yield sorted(eval("locals()"))


def mapping_locals():
    class M:
        def __getitem__(self, k):
            if k == "print":
                raise KeyError(k)
            return "item " + k

        def __setitem__(self, k, v):
            print("set", k, v)

        def __delitem__(self, k):
            print("del", k)

    exec("q = w; del e; print(r)", {}, M())


def code_objects():
    c = compile("a * 2", "<c>", "eval")
    s = compile("a = 1\nb = a + 1", "<s>", "exec")
    i = compile("5 + 5", "<i>", "single")
    d = {"a": 21}
    r = eval(c, d)
    exec(s, d)
    exec(i)
    return r, d["b"], eval(compile("x = 1", "", "exec"))


exec_src = "def h(n):\n    if n:\n        return n * h(n - 1)\n    return 1\nresult = h(10)"
for f in (reads_locals, writes_locals, explicit, explicit_globals, separate, global_statement, nested_functions, free_variable, in_class, in_comp, mapping_locals,
          code_objects):
    print(f.__name__, end=" ")
    attempt(f)
print(list(in_gen()))
d = {}
exec(exec_src, d)
print(d["result"])
for args in (("1 +",), ("1", 5), ("x", {}, 5), (5,), ("a = 1",), ("  1 ",), ("1/0",), ("undefined",), ("(lambda: (yield))()",), ("",), ("\n1",), ("1\n\n",)):
    try:
        r = eval(*args)
        print(args, r if isinstance(r, int) else type(r).__name__)
    except Exception as e:
        print(args, type(e).__name__, e)
exec("print('closure'); y = [g for g in 'ab']; print(g, y)")
print("y" in globals())
exec("def made(): return g")
print(made())
exec("import os as _os; from sys import *")
print("_os" in globals())


def with_closure():
    x = 1

    def inner():
        return x

    def assign():
        nonlocal x
        x = 5

    exec(assign.__code__, closure=assign.__closure__)
    attempt(exec, inner.__code__)
    return inner()


print(with_closure())
