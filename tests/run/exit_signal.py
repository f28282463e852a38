# mode: accelerated
# exits
"""A program that a signal kills: no cleanup, the signal's exit status."""

import os
import signal
import sys

print("one")
print("two")
for i in range(6):
    print("line", i)
sys.stdout.flush()


def handler(num, frame):
    print("handled", num == signal.SIGTERM, frame.f_code.co_name)
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)


signal.signal(signal.SIGTERM, handler)


def work():
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        pass


try:
    work()
finally:
    print("never")
