"""In which order operands die when an operation fails, and when it does not."""


class Quiet:
    """Supports nothing."""

    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


class Able(Quiet):
    def __getitem__(self, key):
        if key == 2:
            raise IndexError
        return self.n

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __contains__(self, other):
        return other is None

    def __lt__(self, other):
        return True

    def __add__(self, other):
        return Able(self.n * 10 + other.n)

    def __call__(self, *args, **kwargs):
        return Able(77)


def run(T):
    def compare():
        return T(9), T(1) < T(2), T(3)

    def chain():
        return [T(9)], [T(1)] < T(2) <= T(3)

    def longer_chain():
        return T(9), T(1) < T(2) < T(3), T(4)

    def nested():
        return T(9), 1 - (T(4) < T(0))

    def contains():
        return T(9), T(1) in T(2), T(3)

    def add():
        return T(9), T(1) + T(2), T(3)

    def matmul():
        return T(9), T(1) @ T(2), T(3)

    def add_to_local():
        x, y = T(1), T(2) + T(3)
        print("stored", y.n)

    def add_over():
        x = T(1)
        x = T(2) + T(3)
        print("stored")

    def add_in_place():
        x = T(1)
        x += T(2)
        print("stored")

    def item():
        return T(9), T(1)[T(2)]

    def store_item():
        T(1)[T(2)] = T(3)

    def delete_item():
        del T(1)[T(2)]

    def add_to_item():
        x = [T(1)]
        x[T(2)] += T(3)

    def part():
        return T(9), T(1)[T(2) : T(3)]

    def part_of_list():
        return T(9), [1, 2][T(3) :], "abc"[: T(4)]

    def stepped_part():
        return T(9), T(1)[T(2) : T(3) : T(4)]

    def store_part():
        T(1)[T(2) : T(3)] = T(4)

    def delete_part():
        del T(1)[T(2) : T(3)]

    def attribute():
        return T(9), T(1).foo(T(2)), T(3)

    def store_attribute():
        T(1).x.y = T(2)

    def call():
        return T(9), T(1)(T(2), T(3))

    def call_by_name():
        return T(9), T(1)(T(2), a=T(3), b=T(4))

    def call_starred():
        return T(9), T(1)(T(2), *[T(3)], a=T(4), **{"b": T(5)})

    def call_builtin():
        return T(9), len(T(1)), T(2)

    def call_builtin_wrongly():
        return T(9), len(T(1), T(2))

    def call_method():
        return T(9), "a b".split(T(1), T(2))

    def call_failing():
        def fail(*args, **kwargs):
            raise TypeError("no")

        return T(9), fail(T(1), T(2), a=T(3))

    def display():
        return T(9), {T(1): T(2), (T(3), []): T(4)}

    def display_of_names():
        return T(9), {"a": T(2), "b": T(3) + 1}

    def display_from():
        return T(9), [*[T(1)], *T(2)]

    def merged():
        return T(9), {**{"a": T(1)}, **T(2)}

    def text():
        return T(9), f"{T(1):x}{T(2):{T(3)}}"

    def unpack():
        a, b = [T(1), T(2), T(3)]

    def loop():
        for _ in T(3):
            pass

    def context():
        with T(3) + T(4):
            pass

    def raised():
        raise T(1) from T(2)

    def negated():
        return T(9), -T(1), not T(2)

    for name, function in list(locals().items()):
        if name == "T":
            continue
        print("--", name)
        try:
            function()
        except (TypeError, AttributeError, ValueError) as error:
            print(type(error).__name__)


run(Quiet)
run(Able)
