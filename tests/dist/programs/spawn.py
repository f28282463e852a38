import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import shared_memory


class Failure(Exception):
    pass


def square(n: int) -> int:
    return n * n


def fail(n: int) -> int:
    raise Failure(n)


def put(queue: object, lock: object, value: object, n: int) -> None:
    with lock:
        value.value += n
    queue.put((n, multiprocessing.current_process().name, multiprocessing.parent_process().pid == os.getppid()))


def fill(name: str) -> None:
    memory = shared_memory.SharedMemory(name)
    memory.buf[:3] = b"abc"
    memory.close()


if __name__ == "__main__":
    for method in ("spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        with context.Pool(2) as pool:
            print(method, pool.map(square, range(5)), pool.apply(os.getpid) != os.getpid())
            try:
                pool.apply(fail, (3,))
            except Failure as error:
                print(repr(error))
        queue, lock, value = context.Queue(), context.Lock(), context.Value("i", 1)
        workers = [context.Process(target=put, args=(queue, lock, value, n), name=f"worker-{n}") for n in (1, 2)]
        for worker in workers:
            worker.start()
        print(sorted(queue.get(timeout=60) for _ in workers))
        for worker in workers:
            worker.join()
        print(value.value, [worker.exitcode for worker in workers])
        with context.Manager() as manager:
            shared = manager.dict(a=1)
            shared["b"] = manager.list([2])
            print(dict(shared)["a"], shared["b"][0])
    memory = shared_memory.SharedMemory(create=True, size=16)
    child = context.Process(target=fill, args=(memory.name,))
    child.start()
    child.join()
    print(bytes(memory.buf[:3]))
    memory.close()
    memory.unlink()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        print([*executor.map(square, range(4), chunksize=2)])
