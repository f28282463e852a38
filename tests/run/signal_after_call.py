"""A signal, or an exception set for the thread, is dealt with as soon as the call returns that brought it about."""

import _thread
import ctypes
import functools
import signal
import threading


class Raised(Exception):
    pass


def handler(number, frame):
    raise Raised(number == signal.SIGINT, frame.f_lineno - frame.f_code.co_firstlineno)


signal.signal(signal.SIGINT, handler)


def plain():
    try:
        _thread.interrupt_main()
        return "not at once"
    except Raised as e:
        return e.args


def straight_line():
    reached = 0
    try:
        reached = 1
        _thread.interrupt_main()
        reached = 2
    except Raised as e:
        return reached, e.args


def keyword(f):
    try:
        f(signum=signal.SIGINT)
        return "not at once"
    except Raised as e:
        return e.args


def star(*args):
    try:
        _thread.interrupt_main(*args)
        return "not at once"
    except Raised as e:
        return e.args


class WithMethod:
    method = staticmethod(_thread.interrupt_main)
    partial = functools.partial(_thread.interrupt_main)

    def bound(self):
        try:
            self.method()
            return "not at once"
        except Raised as e:
            return e.args

    def object(self):
        try:
            self.partial()
            return "not at once"
        except Raised as e:
            return e.args


class Interrupts:
    def __init__(self):
        _thread.interrupt_main()


def new():
    try:
        Interrupts()
        return "not at once"
    except Raised as e:
        return e.args


def asynchronous(set_exception, ident, exception):
    try:
        set_exception(ident, exception)
        return "not at once"
    except KeyError:
        return "at once"


try:
    _thread.interrupt_main()
    print("module: not at once")
except Raised as e:
    print("module: at once", e.args[0])
print(plain(), straight_line(), star(), star(signal.SIGINT))
print(keyword(functools.partial(lambda signum: _thread.interrupt_main(signum))))
w = WithMethod()
print(w.bound(), w.object(), new())
print(
    asynchronous(
        ctypes.pythonapi.PyThreadState_SetAsyncExc,
        ctypes.c_ulong(threading.get_ident()),
        ctypes.py_object(KeyError),
    )
)
