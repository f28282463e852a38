# mode: accelerated
# exits
"""KeyboardInterrupt uncaught: the program dies of SIGINT after its traceback."""

import os
import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
for i in range(8):
    print(i)


def loop():
    os.kill(os.getpid(), signal.SIGINT)
    n = 0
    while True:
        n += 1


try:
    loop()
except KeyboardInterrupt:
    print("first one caught")
print("finishing", flush=True)
raise KeyboardInterrupt("second")
