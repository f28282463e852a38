# mode: accelerated
# args: one two --flag=3 é
# stdin: first line of input
# env: DEMO_VARIABLE=set by the harness
"""A program as __main__: argv, stdin, environment, module attributes, import of itself."""

import os
import sys

if __name__ == "__main__":
    print("is main")
print(sys.argv[1:], len(sys.argv), os.environ["DEMO_VARIABLE"])
print(input(), repr(sys.stdin.read()))
print(__name__, __doc__, __package__, __spec__, __builtins__.__name__ if hasattr(__builtins__, "__name__") else type(__builtins__))
print(sys.modules["__main__"].__dict__ is globals(), sys.modules["__main__"].marker if "marker" in globals() else "no marker")
marker = 1
import __main__

print(__main__.marker, os.path.basename(sys.argv[0]).split(".")[0])


class K:
    pass


print(K.__module__, K, K.__qualname__)


def f():
    pass


print(f.__module__, f.__globals__ is globals())
import pickle

print(pickle.loads(pickle.dumps(K)) is K, type(pickle.loads(pickle.dumps(K()))) is K)
print(sys.flags.optimize, sys.flags.ignore_environment, sys.flags.hash_randomization, sys.dont_write_bytecode)
print(sys.stdout.encoding, sys.stdin.isatty(), sys.getfilesystemencoding())
sys.stdout.write("no newline")
sys.stdout.flush()
print(" then newline", file=sys.stdout, flush=True)
print("to stderr", file=sys.stderr)
