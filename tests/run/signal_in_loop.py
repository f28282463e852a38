"""Signal handlers run inside loops and calls; exceptions from them; alarm; KeyboardInterrupt."""

import os
import signal
import time

count = 0


def handler(num, frame):
    global count
    count += 1
    print("handler", signal.Signals(num).name, frame.f_code.co_name)


def raising(num, frame):
    raise TimeoutError("from handler")


def while_loop():
    start = count
    os.kill(os.getpid(), signal.SIGUSR1)
    n = 0
    while count == start:
        n += 1
    return "while left"


def for_loop():
    start = count
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    for i in iter(int, 1):
        if count != start:
            break
    return "for left"


def interrupted():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    n = 0
    try:
        while True:
            n += 1
    except TimeoutError as e:
        return str(e), n > 0


def pass_loop():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while True:
        pass


def arithmetic_loop():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    x = 1.0
    while x:
        x = x * 1.0000001 if x < 2 else 1.0


def gen():
    while True:
        yield 1


def generator_loop():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    for x in gen():
        pass


def comprehension():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    [x for x in gen() if x == 2]


def recursive():
    signal.setitimer(signal.ITIMER_REAL, 0.01)

    def go(n):
        return n and go(n - 1)

    while 1:
        go(20)


def in_try_finally():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    try:
        while True:
            try:
                pass
            finally:
                pass
    except TimeoutError:
        return "caught in function"


signal.signal(signal.SIGUSR1, handler)
signal.signal(signal.SIGALRM, handler)
print(while_loop(), for_loop())
signal.signal(signal.SIGALRM, raising)
print(interrupted())
for f in (pass_loop, arithmetic_loop, generator_loop, comprehension, recursive, in_try_finally):
    try:
        print(f.__name__, f())
    except TimeoutError as e:
        print(f.__name__, e)


def keyboard():
    os.kill(os.getpid(), signal.SIGINT)
    try:
        while True:
            pass
    except KeyboardInterrupt as e:
        return repr(e)


try:
    print(keyboard())
except KeyboardInterrupt:
    print("KeyboardInterrupt()")
signal.raise_signal(signal.SIGUSR1)
print(count)
