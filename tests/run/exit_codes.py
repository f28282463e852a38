# mode: accelerated
# exits
"""sys.exit in a nest of finally, with, generators and threads; the code it ends with."""

import atexit
import sys
import threading


def attempt(*args):
    try:
        sys.exit(*args)
    except SystemExit as e:
        print(repr(e), repr(e.code), e.args)


for a in ((), (0,), (None,), (5,), ("text",), ((1, 2),), (True,), (2**40,)):
    attempt(*a)


def gen():
    try:
        yield 1
    finally:
        print("generator closed")


def thread():
    print("thread exits")
    sys.exit(9)


t = threading.Thread(target=thread)
t.start()
t.join()


class CM:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit with", t.__name__, v.code)


def leave():
    g = gen()
    next(g)
    with CM():
        try:
            try:
                sys.exit("message on stderr")
            except Exception:
                print("never")
        finally:
            print("finally")


atexit.register(lambda: print("at exit", file=sys.stderr))
leave()
print("never")
