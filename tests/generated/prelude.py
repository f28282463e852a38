"""What random programs are made of: objects that say what happens to them. Each program begins with this text."""

import gc
import re
import sys

gc.disable()  # when it runs depends on allocations, and it shows what dies
FUNCTIONS = []
shown = 0


class Error(Exception):
    pass


def text_of(value):
    try:
        text = repr(value)
    except (RecursionError, ValueError) as error:
        text = type(error).__name__
    return re.sub(r"0x[0-9a-f]+", "0x", text)[:200]


def show(*values):
    """Print, but not without end."""
    global shown
    shown += 1
    if shown > 300:
        sys.exit("enough")
    print(*map(text_of, values))
    return values[0] if values else None


def fail(value):
    """Raise an exception for some values."""
    if isinstance(value, int) and value:
        raise Error(value % 7)
    if value == "x":
        raise ValueError(value)
    if value == "yz":
        raise ExceptionGroup(value, [Error(1), TypeError(2)])


def some(value):
    """A few items that have to do with a value."""
    if isinstance(value, (list, tuple, str, bytes)):
        return value[:4]
    if isinstance(value, int) and not isinstance(value, bool):
        return range(min(abs(value), 3))
    return [value]


def mapping(**items):
    return items


def count(*args, **kwargs):
    return len(args), sorted(kwargs)


class Thing:
    """It tells when it dies, and can do a part of what objects can."""

    alive = 0

    def __init__(self, n=0):
        self.n = n
        Thing.alive += 1

    def __del__(self):
        Thing.alive -= 1
        print("gone:", text_of(self.n)[:40])

    def __repr__(self):
        return f"Thing({self.n!r})"

    def __add__(self, other):
        return Thing(0)

    def __eq__(self, other):
        return text_of(self.n) == text_of(other.n) if isinstance(other, Thing) else NotImplemented

    __hash__ = None

    def __bool__(self):
        return bool(self.n)


class Context:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return "Context"

    def __enter__(self):
        print("enter", text_of(self.value))
        return self.value

    def __exit__(self, kind, *rest):
        print("exit", kind and kind.__name__)
        return self.value == 1


class Waiting:
    """Gives its value to whoever drives the coroutine, and has what it is sent for a result."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


class AsyncContext(Context):
    async def __aenter__(self):
        return self.__enter__() or await Waiting(self.value)

    async def __aexit__(self, *error):
        await Waiting(0)
        return self.__exit__(*error)


class AsyncItems:
    def __init__(self, value):
        self.items = iter(some(value))

    def __aiter__(self):
        return self

    async def __anext__(self):
        for item in self.items:
            return await Waiting(item)
        raise StopAsyncIteration


def first_items(generator):
    items = []
    for item in generator:
        items.append(item)
        if len(items) > 6:
            generator.close()
    return items


def drive(generator):
    """Send, throw and close."""
    sent = None
    for step in range(12):
        try:
            value = generator.throw(Error("thrown")) if step == 5 else generator.send(sent)
        except StopIteration as end:
            print("ends with", text_of(end.value))
            return
        print("gives", text_of(value))
        sent = step
    generator.close()


async def all_of(generator):
    """Drive an asynchronous generator to its end."""
    try:
        print("gives first", text_of(await generator.asend(None)))
        print("gives then", text_of(await generator.athrow(Error("thrown"))))
        return [item async for item in generator]
    finally:
        await generator.aclose()


def describe(error):
    """An exception with where it came from."""
    places, contexts = [], []
    traceback, context = error.__traceback__, error.__context__
    while traceback is not None:
        places.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    while context is not None and len(contexts) < 5:
        contexts.append(type(context).__name__)
        context = context.__context__
    print(type(error).__name__, text_of(str(error)), places[1:], contexts)


def run_all():
    global shown
    for function, is_generator in FUNCTIONS:
        for arguments in ((1, 2), ([1, "x"], Thing(3), 5), ("ab", None), (2**40, -3, 0.5)):
            print("--", function.__name__, text_of(arguments))
            shown = 0
            try:
                result = function(*arguments)
                if hasattr(result, "asend"):
                    result = all_of(result)
                if is_generator:
                    drive(result)
                else:
                    print("returns", text_of(result))
                del result
            except (Exception, SystemExit) as error:
                describe(error)
            arguments = None
            gc.collect()
            print("alive:", Thing.alive)
