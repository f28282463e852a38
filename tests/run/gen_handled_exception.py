"""What a generator finds handled is its own exception, and after its handler, its caller's."""

import sys


def raises():
    try:
        raise KeyError("caught")
    except KeyError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]


def context():
    try:
        yield sys.exc_info()[1]
        raise TypeError
    except TypeError as e:
        yield type(e.__context__)
    yield sys.exc_info()[1]
    try:
        raise IndexError
    except IndexError as e:
        yield type(e.__context__)


def delegates():
    yield from raises()
    yield sys.exc_info()[1]


async def awaits():
    try:
        raise KeyError("caught")
    except KeyError:
        pass
    return repr(sys.exc_info()[1])


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


for kind in (raises, context, delegates):
    print(kind.__name__, [repr(handled) for handled in kind()])
    g = kind()
    print(repr(next(g)), sys.exc_info()[1])
    try:
        raise ValueError("outside")
    except ValueError:
        print([repr(handled) for handled in kind()], repr(sys.exc_info()[1]))
        print(repr(next(g)), repr(next(g)), repr(sys.exc_info()[1]))
        print(run(awaits()))
    print(repr(next(g, "end")), run(awaits()), sys.exc_info()[1])
