"""Tracing and profiling begin while the collector, a signal handler or another thread waits for its turn."""

import gc
import signal
import sys
import threading


class Observer:
    def __init__(self):
        self.events = []

    def trace(self, frame, event, arg):
        self.events.append((event, frame.f_lineno, frame.f_code.co_name))
        return self.trace

    def profile(self, frame, event, arg):
        self.events.append((event, frame.f_lineno, frame.f_code.co_name))

    def begin(self, function):
        garbage = [[] for _ in range(3)]
        function([self.trace if function is sys.settrace else self.profile, garbage][0])
        return len(garbage)


def traced():
    observer = Observer()
    sys._getframe().f_trace = observer.trace
    observer.begin(sys.settrace)
    items = [[] for _ in range(3)]
    sys.settrace(None)
    return observer.events, len(items)


def profiled():
    observer = Observer()
    observer.begin(sys.setprofile)
    items = [[] for _ in range(3)]
    sys.setprofile(None)
    return observer.events, len(items)


def handled():
    """The handler itself begins to trace."""
    observer = Observer()

    def handler(number, frame):
        frame.f_trace = observer.trace
        sys.settrace(observer.trace)

    old = signal.signal(signal.SIGUSR1, handler)
    signal.raise_signal(signal.SIGUSR1)
    items = [1]
    items.append(2)
    sys.settrace(None)
    signal.signal(signal.SIGUSR1, old)
    return observer.events, items


def others():
    """Threads take turns while one of them traces."""
    done = threading.Event()

    def work():
        n = 0
        while not done.is_set():
            n += 1

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    observer = Observer()
    sys._getframe().f_trace = observer.trace
    n = 0
    sys.settrace(observer.trace)
    while n < 3000:
        n += 1
    sys.settrace(None)
    done.set()
    for thread in threads:
        thread.join()
    return sorted(set(observer.events)), n


before = gc.get_threshold()
sys.setswitchinterval(1e-5)
for threshold in (1, 2, 3, 700):
    gc.set_threshold(threshold)
    for function in (traced, profiled, handled, others):
        print(threshold, function.__name__, function())
gc.set_threshold(*before)
