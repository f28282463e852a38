"""Threads run beside compiled loops: switching, locks, events, thread locals, exceptions, generators shared."""

import queue
import sys
import threading

sys.setswitchinterval(0.0005)


def spin_until(flag):
    n = 0
    while not flag:
        n += 1
    return n >= 0


flag = []


def setter():
    for i in range(1000):
        pass
    flag.append(1)


t = threading.Thread(target=setter)
t.start()
print("spun", spin_until(flag))
t.join()

counter = 0
lock = threading.Lock()


def add(n):
    global counter
    for _ in range(n):
        with lock:
            counter += 1


ts = [threading.Thread(target=add, args=(2000,)) for _ in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
print(counter)

local = threading.local()


def use_local(i, out):
    local.x = i
    for _ in range(100):
        local.x += 1
    out[i] = local.x


out = {}
ts = [threading.Thread(target=use_local, args=(i, out)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(out.items()), hasattr(local, "x"))

q = queue.Queue()
results = []


def worker():
    while (item := q.get()) is not None:
        results.append(item * item)
        q.task_done()
    q.task_done()


ts = [threading.Thread(target=worker) for _ in range(3)]
for t in ts:
    t.start()
for i in range(50):
    q.put(i)
for _ in ts:
    q.put(None)
q.join()
for t in ts:
    t.join()
print(sum(results), len(results))


def excepthook(args):
    print("thread died:", args.exc_type.__name__, args.exc_value, args.exc_traceback.tb_next is not None)


threading.excepthook = excepthook


def dies():
    raise ValueError("in thread")


t = threading.Thread(target=dies)
t.start()
t.join()


def exc_info_is_per_thread():
    seen = []

    def look():
        seen.append(sys.exc_info()[0])

    try:
        raise KeyError
    except KeyError:
        t = threading.Thread(target=look)
        t.start()
        t.join()
        seen.append(sys.exc_info()[0].__name__)
    return seen


print(exc_info_is_per_thread())


def ping_pong():
    log = []
    a, b = threading.Semaphore(1), threading.Semaphore(0)

    def player(name, mine, other):
        for i in range(3):
            mine.acquire()
            log.append(f"{name}{i}")
            other.release()

    ts = [threading.Thread(target=player, args=x) for x in (("ping", a, b), ("pong", b, a))]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return log


print(ping_pong())


def gen():
    for i in range(5):
        yield threading.current_thread().name


g = gen()
names = [next(g)]
t = threading.Thread(target=lambda: names.append(next(g)), name="second")
t.start()
t.join()
names.append(next(g))
print(names)


def deep(n):
    return n if n == 0 else 1 + deep(n - 1)


res = []
ts = [threading.Thread(target=lambda: res.append(deep(300))) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(res)
import concurrent.futures

with concurrent.futures.ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda x: x**2, range(8))), pool.submit(divmod, 7, 2).result())
    try:
        pool.submit(lambda: 1 / 0).result()
    except ZeroDivisionError as e:
        print(e)
