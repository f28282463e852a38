"""What the runtime sets up when it is first needed: test_failing_programs.py lets each of its allocations fail."""

import sys


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return {}


class Base(metaclass=Meta):
    x: int = 1

    def __init__(self, n):
        self.n = n

    def __getitem__(self, key):
        return key

    def __add__(self, other):
        return other

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return exc[0] is KeyError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return exc[0] is KeyError


class Stand:
    def __mro_entries__(self, bases):
        return (Base,)


class Derived(Stand()):
    def __init__(self, n):
        super().__init__(n)
        print(super().__class__.__name__)


def generate():
    yield sys._getframe()
    yield from "ab"


def step(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


def use():
    base = Derived(2)
    print(base["key"], base + 1, base.n, base.x)
    base.n += 1.5
    with base:
        print([i for i in range(3)], f"{base.n}-{base.x!r:>3}", {**{"a": 1}})
        raise KeyError
    match {"a": base}:
        case {"a": Derived(n=n), **rest}:
            print(n, rest)
    match "abc", [1, 2]:
        case str(text), [first, *_]:
            print(text, first)
    try:
        raise ExceptionGroup("", [ValueError(1), KeyError(2)])
    except* ValueError as group:
        print(group.exceptions)
    except* KeyError as group:
        print(group.exceptions)
    print(dict(b=1, **{"c": 2}), *[1, 2], sep=",")
    items = []
    items.append(1)
    del items[0]


def throw():
    """Where there is no frame object for what the generator's frame leads back to, CPython loses the exception."""
    generator = generate()
    frame = next(generator)
    print(step(generator.throw, ValueError), frame.f_lineno)


async def wait():
    async with Base(3) as base:
        print([x async for x in items(base.n)])


async def items(n):
    for i in range(n):
        yield i


use()
throw()
print(step(wait().send, None))
