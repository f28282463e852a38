# mode: accelerated
"""multiprocessing with fork and spawn: functions, pools, queues, exceptions from children."""

import multiprocessing as mp
import os
import sys
import warnings

# From 3.12 on, forking beside a thread that a queue started is warned about, if it is still there.
warnings.simplefilter("ignore", DeprecationWarning)
value = "set at import"


def work(x):
    if x == 3:
        raise ValueError(f"bad {x}")
    return x * x, value


def child(q, name):
    q.put((name, value, __name__ in ("__main__", "__mp_main__"), len(sys.argv) >= 1))


class K:
    def __init__(self, v):
        self.v = v

    def method(self, y):
        return self.v + y


def main():
    global value
    value = "changed in parent"
    pid = os.fork()
    if pid == 0:
        os._exit(5)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    for method in ("fork", "spawn"):
        ctx = mp.get_context(method)
        q = ctx.Queue()
        p = ctx.Process(target=child, args=(q, method))
        p.start()
        print(q.get())
        p.join()
        print(method, p.exitcode)
    with mp.get_context("fork").Pool(2) as pool:
        print(pool.map(work, [1, 2]), pool.apply(K(5).method, (6,)))
        try:
            pool.apply(work, (3,))
        except ValueError as e:
            print(type(e.__cause__).__name__, e)
    p = mp.get_context("fork").Process(target=sys.exit, args=(3,))
    p.start()
    p.join()
    print(p.exitcode)


if __name__ == "__main__":
    main()
    print("done")
print("module body", __name__ == "__main__")
