"""An iterator that a loop, an unpacking or a call has run to its end, in others' hands afterwards."""

import copy
import operator
import pickle


def consume(iterator):
    for _ in iterator:
        pass


def break_early(iterator, at):
    for number, _ in enumerate(iterator):
        if number == at:
            break


def unpack(iterator):
    a, b, c = iterator
    return a, b, c


def again(iterator):
    """One loop after another over the same iterator."""
    found = []
    for item in iterator:
        found.append(item)
    for item in iterator:
        found.append(("again", item))
    return found


def state(iterator):
    # The function iter() itself has no place in what we print.
    reduced = iterator.__reduce__()
    return operator.length_hint(iterator), getattr(reduced[0], "__name__", "?"), reduced[1:]


def makers():
    yield lambda: iter([1, 2, 3])
    yield lambda: reversed([1, 2, 3])
    yield lambda: iter((1, 2, 3))
    yield lambda: iter(range(3))
    yield lambda: iter(range(2**70, 2**70 + 3))
    yield lambda: iter("abc")
    yield lambda: iter(b"abc")
    yield lambda: iter({1: 2, 3: 4, 5: 6})
    yield lambda: iter({7: 8, 9: 10, 11: 12}.items())
    yield lambda: enumerate([1, 2, 3])
    yield lambda: zip([1, 2, 3], (4, 5, 6))
    yield lambda: map(str, [1, 2, 3])


for make in makers():
    for use in (consume, unpack, again, lambda it: break_early(it, 1), lambda it: break_early(it, 2)):
        it = make()
        print(type(it).__name__, use(it), end=" ")
        if hasattr(it, "__length_hint__"):
            print(state(it), end=" ")
        print(list(copy.copy(it)), next(it, "end"), next(it, "end"), list(it), *it)
        try:
            next(it)
        except StopIteration as e:
            print("stopped", e.args)
    it = make()
    consume(it)
    print(list(pickle.loads(pickle.dumps(it))))

# A list that grows after its iterator has ended, and one that shrinks under it.
for use in (consume, unpack, again):
    items = [1, 2, 3]
    it = iter(items)
    use(it)
    items += [4, 5]
    print(list(it), next(it, "end"), again(it))
items = list(range(6))
it = iter(items)
for item in it:
    del items[-1]
    print(item, items)
items += [1] * 10
print(list(it))
it = iter([1, 2, 3])
consume(it)
it.__setstate__(1)
print(again(it), next(it, "end"))
