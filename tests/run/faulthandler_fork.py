"""faulthandler shows compiled frames with the right lines, in threads too; sub-interpreters; fork."""

import faulthandler
import os
import re
import signal
import sys
import tempfile
import textwrap
import threading
import time


def show(text):
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    print("".join(line.replace(os.path.dirname(__file__), "") for line in text.splitlines(True) if "threading.py" not in line and "importlib" not in line and "run_module" not in line))


def dumped(all_threads=False):
    with tempfile.TemporaryFile() as f:
        faulthandler.dump_traceback(f, all_threads=all_threads)
        f.seek(0)
        return f.read().decode()


def outer():
    text = inner(
        1
    )
    return text


def inner(x):
    def deepest():
        return [dumped() for _ in (1,)][0]

    return deepest()


show(outer())


def gen():
    yield 1
    yield dumped()


show(list(gen())[1])


class K:
    @property
    def p(self):
        return dumped()

    def __add__(self, other):
        return dumped()


show(K().p)
show(K() + 1)


async def co():
    return dumped()


try:
    co().send(None)
except StopIteration as e:
    show(e.value)


def waiting(started, done):
    started.set()
    done.wait()


def threads():
    started, done = threading.Event(), threading.Event()
    thread = threading.Thread(target=waiting, args=(started, done))
    thread.start()
    started.wait()
    time.sleep(0.01)
    text = dumped(all_threads=True)
    done.set()
    thread.join()
    return text


show(threads())


def spinning(stop):
    n = 0
    while not stop:
        n += 1


def later():
    with tempfile.TemporaryFile() as f:
        faulthandler.dump_traceback_later(0.02, file=f)
        end = time.monotonic() + 0.1
        while time.monotonic() < end:
            pass
        faulthandler.cancel_dump_traceback_later()
        f.seek(0)
        return f.read().decode()


show(re.sub(r"line \d+ in later", "line in later", later()))


def registered():
    with tempfile.TemporaryFile() as f:
        faulthandler.register(signal.SIGUSR1, file=f, all_threads=False)
        os.kill(os.getpid(), signal.SIGUSR1)
        faulthandler.unregister(signal.SIGUSR1)
        f.seek(0)
        return f.read().decode()


show(registered())


def crash():
    faulthandler.enable()
    faulthandler._sigsegv()


def child(f):
    """Run `f` in a forked child, its stderr kept."""
    with tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            os.dup2(err.fileno(), 2)
            f()
            os._exit(0)
        status = os.waitpid(pid, 0)[1]
        err.seek(0)
        return os.waitstatus_to_exitcode(status), err.read().decode()


code, text = child(crash)
print(code)
show(text.split("Extension modules")[0])


def abort():
    faulthandler.enable()
    os.abort()


code, text = child(abort)
print(code)
show(text.split("Extension modules")[0])


# fork


def fork_value(n):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        result = sum(x * n for x in range(10)) + fib(10)
        os.write(w, str(result).encode())
        os._exit(3)
    os.close(w)
    with os.fdopen(r) as f:
        return f.read(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fork_value(3))


def fork_in_generator():
    yield 1
    pid = os.fork()
    if pid == 0:
        yield "child"
    else:
        yield os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


for v in fork_in_generator():
    if v == "child":
        os._exit(7)
print(v)


def fork_in_thread():
    out = []

    def work():
        pid = os.fork()
        if pid == 0:
            os._exit(threading.active_count() + fib(5))
        out.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        t = threading.Thread(target=work)
        t.start()
        t.join()
    return out


print(fork_in_thread())
after = []
os.register_at_fork(before=lambda: after.append("before"), after_in_parent=lambda: after.append("parent"), after_in_child=lambda: after.append("child"))
pid = os.fork()
if pid == 0:
    os._exit(len(after) + ("child" in after) * 10)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), after)
