"""Functions whose last reference goes while C code calls them."""

import functools
import gc
import signal
import sys
import threading
import types
import weakref


def report(reference, *values):
    gc.collect()
    junk = [lambda x=i: x for i in range(50)]  # may take the place of what was freed
    print(reference() is not None, *values, len(junk))


def module_getattr():
    module = types.ModuleType("module")
    text = ["kept"]

    def getattr(name):
        del module.__getattr__
        report(reference, name, text, sys._getframe().f_code.co_name)
        return text * 2

    reference = weakref.ref(getattr)
    module.__getattr__ = getattr
    del getattr
    print(module.thing, reference())
    try:
        module.thing
    except AttributeError as error:
        print(error)


def replaced_in_partial():
    def inner(argument):
        partial.__setstate__((print, ("replaced",), {}, {}))
        report(reference, argument)
        raise ValueError(argument)

    reference = weakref.ref(inner)
    partial = functools.partial(inner, "argument")
    del inner
    try:
        partial()
    except ValueError as error:
        print(repr(error), error.__traceback__.tb_next.tb_frame.f_code.co_name)
        error.__traceback__ = None
    partial()
    print(reference())


def signal_handler():
    def handler(number, frame):
        signal.signal(number, signal.SIG_DFL)
        report(reference, number == signal.SIGUSR1, frame.f_code.co_name)

    reference = weakref.ref(handler)
    old = signal.signal(signal.SIGUSR1, handler)
    del handler
    signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, old)
    print(reference())


def gc_callback():
    def callback(phase, info):
        if len(gc.callbacks) == before + 1:
            del gc.callbacks[before:]
            print(reference() is not None, phase, sorted(info))

    before = len(gc.callbacks)
    reference = weakref.ref(callback)
    gc.callbacks.append(callback)
    del callback
    gc.collect()
    print(reference())


def trace_function():
    def trace(frame, event, argument):
        sys.settrace(None)
        print(reference() is not None, event, frame.f_code.co_name)

    reference = weakref.ref(trace)
    sys.settrace(trace)
    del trace
    (lambda: 1)()
    sys.settrace(None)
    print(reference())


def attribute_of_a_class():
    class C:
        def method(self, value):
            del C.method
            report(reference, value)
            return self

        @property
        def attribute(self):
            del C.attribute
            return type(self).__name__

        def __call__(self, value):
            del C.__call__
            report(call, value)
            return value + 1

        def __len__(self):
            del C.__len__
            return 3

    reference = weakref.ref(C.method)
    call = weakref.ref(C.__call__)
    c = C()
    print(c.method(1) is c, c.attribute, c(2), len(c))
    print(reference(), call(), hasattr(c, "attribute"))
    print(list(map(lambda x: x * 2, [1])))


def thread():
    def run():
        report(reference, threading.current_thread().name)

    reference = weakref.ref(run)
    started = threading.Thread(target=run, name="only")
    del run
    started.start()
    started.join()
    print(reference())


for test in (
    module_getattr,
    replaced_in_partial,
    signal_handler,
    gc_callback,
    trace_function,
    attribute_of_a_class,
    thread,
):
    print("--", test.__name__)
    test()
