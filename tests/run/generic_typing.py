"""Generics, unions, NewType, overloads, get_type_hints, TypeVar: typing used at run time."""

import collections.abc
import typing
from typing import Any, Callable, Generic, Optional, TypeVar, Union, overload

T = TypeVar("T")
K = TypeVar("K", bound=int)


class Stack(Generic[T]):
    default: T

    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, x: T) -> "Stack[T]":
        self.items.append(x)
        return self


class Child(Stack[int], Generic[K]):
    pass


s = Stack[int]()
print(s.push(1).items, Stack[int], Child[int], Child.__mro__[1].__name__, Stack[int].__origin__ is Stack, Stack[int].__args__, s.__orig_class__)
print(Optional[int], Union[int, str, None], int | None, list[int] | str, Callable[[int], str], dict[str, list[T]], tuple[int, ...], type[int], collections.abc.Mapping[str, int])
print(typing.get_type_hints(Stack.push)["return"], typing.get_args(Union[int, str]), typing.get_origin(list[int]), typing.cast(int, "x"))
for f in (lambda: Stack[int, str], lambda: Generic[int], lambda: Stack[T][int], lambda: list[T][int], lambda: isinstance(1, list[int]), lambda: isinstance([], list), lambda: int | 5, lambda: Union[5],
          lambda: Optional[1, 2], lambda: Callable[int, str], lambda: TypeVar("X", int), lambda: isinstance(1, int | str), lambda: issubclass(int, Union[int, str]), lambda: list[int]([1, 2]), lambda: dict[str, int](a=1)):
    try:
        print(f())
    except TypeError as e:
        print("TypeError", str(e)[:90])


@overload
def ov(x: int) -> int: ...
@overload
def ov(x: str) -> str: ...
def ov(x):
    return x


print(ov(1), len(typing.get_overloads(ov)))
UserId = typing.NewType("UserId", int)
print(UserId(5), UserId.__name__, UserId.__supertype__)


@typing.final
class Final:
    x: typing.ClassVar[int] = 1
    y: typing.Final = 2

    @typing.no_type_check
    def f(self, a: "nonsense here"):
        return a


print(Final.__final__, Final().f(3), Final.__annotations__)


class Proto(typing.Protocol[T]):
    attr: int

    def meth(self, x: T) -> T: ...


class Impl:
    attr = 1

    def meth(self, x):
        return x


try:
    print(isinstance(Impl(), Proto))
except TypeError as e:
    print(e)
try:
    Proto()
except TypeError as e:
    print(e)


class Sub(Proto[int]):
    def meth(self, x):
        return super().meth(x)


print(Sub().meth(1), Sub.__parameters__)


def annotated(a: typing.Annotated[int, "meta"], b: Any = None, *c: "T", **d: typing.Literal["x", 1]) -> typing.NoReturn:
    raise SystemExit


print(typing.get_type_hints(annotated), typing.get_type_hints(annotated, include_extras=True)["a"])


class List(list[int]):
    pass


class Dict(typing.Dict[str, int]):
    pass


print(List([1]), List.__orig_bases__, Dict(a=1), Dict.__bases__)
P = typing.ParamSpec("P")
Ts = typing.TypeVarTuple("Ts")


class Variadic(Generic[T, *Ts]):
    pass


def deco(f: Callable[P, T]) -> Callable[P, list[T]]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> list[T]:
        return [f(*args, **kwargs)]

    return inner


print(Variadic[int, str, float], Variadic[int], deco(lambda x, y=2: x + y)(1), typing.get_type_hints(deco))
print(typing.assert_type(1, int), typing.reveal_type is not None, typing.TYPE_CHECKING, typing.Self, typing.is_typeddict(dict))
