"""Weeks in a small factory, simulated event by event.

Machines, workers and a lift are resources; orders are generators that ask for them. What an order costs is a formula
in a little language, with a tokenizer, a recursive-descent parser, a simplifier and an evaluator of their own. At the
end there is a report. Everything is deterministic, and everything is plain Python.
"""

from __future__ import annotations

import heapq
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

# --- formulas -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Num:
    value: float


@dataclass(frozen=True, slots=True)
class Var:
    name: str


@dataclass(frozen=True, slots=True)
class Op:
    sign: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Expr, ...]


Expr = Num | Var | Op | Call


class FormulaError(Exception):
    """A formula that makes no sense."""


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Split a formula into (kind, text)."""
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            yield "number", text[start:i]
        elif c.isalpha():
            start = i
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            yield "name", text[start:i]
        elif c in "+-*/^(),":
            i += 1
            yield "sign", c
        else:
            raise FormulaError(f"unexpected {c!r} at {i}")
    yield "end", ""


class Parser:
    """expression = term (+|- term)*; term = power (*|/ power)*; power = atom (^ power)?"""

    LEVELS = ("+-", "*/")

    def __init__(self, text: str) -> None:
        self.rest = deque(tokens(text))

    def take(self) -> tuple[str, str]:
        return self.rest.popleft()

    def accept(self, signs: str) -> str | None:
        kind, text = self.rest[0]
        if kind == "sign" and text in signs:
            self.rest.popleft()
            return text
        return None

    def expression(self, level: int = 0) -> Expr:
        if level == len(self.LEVELS):
            return self.power()
        left = self.expression(level + 1)
        while sign := self.accept(self.LEVELS[level]):
            left = Op(sign, left, self.expression(level + 1))
        return left

    def power(self) -> Expr:
        base = self.atom()
        return Op("^", base, self.power()) if self.accept("^") else base

    def atom(self) -> Expr:
        match self.take():
            case "number", text:
                return Num(float(text))
            case "name", name if self.accept("("):
                args = [self.expression()]
                while self.accept(","):
                    args.append(self.expression())
                self.close()
                return Call(name, tuple(args))
            case "name", name:
                return Var(name)
            case "sign", "(":
                inner = self.expression()
                self.close()
                return inner
            case "sign", "-":
                return Op("-", Num(0.0), self.atom())
            case kind, text:
                raise FormulaError(f"unexpected {kind} {text!r}")

    def close(self) -> None:
        if not self.accept(")"):
            raise FormulaError("a bracket is not closed")


OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}
FUNCTIONS: dict[str, Callable[..., float]] = {"max": max, "min": min, "round": lambda x: float(round(x))}


def simplify(e: Expr) -> Expr:
    """Do what can be done without knowing the variables."""
    match e:
        case Op(sign, left, right):
            match sign, simplify(left), simplify(right):
                case "+", Num(0.0), x:
                    return x
                case "+" | "-", x, Num(0.0):
                    return x
                case "*", Num(1.0), x:
                    return x
                case "*" | "/" | "^", x, Num(1.0):
                    return x
                case _, Num(a), Num(b):
                    return Num(OPERATORS[sign](a, b))
                case _, x, y:
                    return Op(sign, x, y)
        case Call(name, args):
            return Call(name, tuple(map(simplify, args)))
    return e


def evaluate(e: Expr, scope: dict[str, float]) -> float:
    """What a formula comes to."""
    match e:
        case Num(value):
            return value
        case Var(name):
            try:
                return scope[name]
            except KeyError:
                raise FormulaError(f"{name} is not known") from None
        case Op(sign, left, right):
            return OPERATORS[sign](evaluate(left, scope), evaluate(right, scope))
        case Call(name, args):
            return FUNCTIONS[name](*(evaluate(a, scope) for a in args))
    raise FormulaError(f"no formula: {e}")


def show(e: Expr) -> str:
    match e:
        case Num(value):
            return f"{value:g}"
        case Var(name):
            return name
        case Op(sign, left, right):
            return f"({show(left)} {sign} {show(right)})"
        case Call(name, args):
            return f"{name}({', '.join(show(a) for a in args)})"
    raise FormulaError


# --- the simulation -------------------------------------------------------------------------------------------------


class Random:
    """A linear congruential generator: the same numbers everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, n: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def choice(self, items: list[T]) -> T:
        return items[self.below(len(items))]


class Priority(Enum):
    RUSH = 0
    NORMAL = 1
    SLOW = 2

    @property
    def factor(self) -> float:
        return {Priority.RUSH: 1.5, Priority.NORMAL: 1.0, Priority.SLOW: 0.8}[self]


@dataclass
class Resource:
    """Something of which there are only so many."""

    name: str
    free: int
    queue: list[tuple[int, int, Process]] = field(default_factory=list)
    busy: float = 0.0
    longest: int = 0

    def __post_init__(self) -> None:
        self.total = self.free


@dataclass(frozen=True, slots=True)
class Take:
    resource: Resource
    priority: int


@dataclass(frozen=True, slots=True)
class Release:
    resource: Resource


@dataclass(frozen=True, slots=True)
class Wait:
    minutes: float


Request = Take | Release | Wait
Process = Iterator[Request]


class Simulation:
    """Runs generators against a clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.events: list[tuple[float, int, Process]] = []
        self.serial = 0
        self.steps = 0

    def at(self, when: float, process: Process) -> None:
        self.serial += 1
        heapq.heappush(self.events, (when, self.serial, process))

    def run(self) -> None:
        while self.events:
            self.now, _, process = heapq.heappop(self.events)
            self.step(process)

    def step(self, process: Process) -> None:
        """Let a process go on until it has to wait."""
        while True:
            try:
                request = next(process)
            except StopIteration:
                return
            self.steps += 1
            match request:
                case Wait(minutes):
                    self.at(self.now + minutes, process)
                    return
                case Take(resource, priority) if resource.free == 0:
                    self.serial += 1
                    heapq.heappush(resource.queue, (priority, self.serial, process))
                    resource.longest = max(resource.longest, len(resource.queue))
                    return
                case Take(resource):
                    resource.free -= 1
                case Release(resource) if resource.queue:
                    self.at(self.now, heapq.heappop(resource.queue)[2])
                case Release(resource):
                    resource.free += 1


@dataclass
class Order:
    number: int
    product: str
    amount: int
    priority: Priority
    arrived: float = 0.0
    done: float = 0.0
    price: float = 0.0

    @property
    def took(self) -> float:
        return self.done - self.arrived


@dataclass(frozen=True)
class Product:
    name: str
    steps: tuple[tuple[str, float], ...]
    price: Expr


class Factory:
    """The machines, the products, and the orders of a week."""

    PRICES = {
        "chair": "amount * 20 + max(0, minutes - 30) * 0.5 * factor",
        "table": "(amount ^ 0.95 * 75 + 2 * 3 - 6) * factor * 1",
        "shelf": "round(amount * 31 / 2) + min(minutes, 90) * factor + 0",
    }
    STEPS = {
        "chair": (("saw", 2.0), ("lathe", 3.5), ("paint", 1.5)),
        "table": (("saw", 3.0), ("sand", 4.0), ("paint", 2.5), ("lift", 0.5)),
        "shelf": (("saw", 4.0), ("sand", 1.0), ("lift", 0.25)),
    }

    def __init__(self, seed: int, orders: int) -> None:
        self.sim = Simulation()
        self.random = Random(seed)
        self.resources = {
            name: Resource(name, n) for name, n in (("saw", 3), ("lathe", 2), ("sand", 2), ("paint", 2), ("lift", 1))
        }
        self.products = [
            Product(name, self.STEPS[name], simplify(Parser(price).expression())) for name, price in self.PRICES.items()
        ]
        self.orders: list[Order] = []
        self.sim.at(0.0, self.arrivals(orders))

    def arrivals(self, count: int) -> Process:
        priorities = [Priority.RUSH, Priority.NORMAL, Priority.NORMAL, Priority.SLOW]
        for number in range(count):
            product = self.random.choice(self.products)
            order = Order(number, product.name, 1 + self.random.below(5), self.random.choice(priorities))
            self.orders.append(order)
            self.sim.at(self.sim.now, self.make(order, product))
            yield Wait(1 + self.random.below(100) / 10)

    def make(self, order: Order, product: Product) -> Process:
        order.arrived = self.sim.now
        for name, minutes in product.steps:
            resource = self.resources[name]
            yield Take(resource, order.priority.value)
            spent = minutes * order.amount * (0.9 + self.random.below(20) / 100)
            resource.busy += spent
            yield Wait(spent)
            order.done = self.sim.now
            yield Release(resource)
        scope = {"amount": float(order.amount), "minutes": order.took, "factor": order.priority.factor}
        order.price = evaluate(product.price, scope)

    def report(self) -> Iterator[str]:
        yield f"{len(self.orders)} orders, {self.sim.steps} steps, {self.sim.now / 60:.1f} hours"
        for product in self.products:
            yield f"  {product.name}: {show(product.price)}"
        yield f"{'machine':10}{'count':>6}{'busy':>8}{'queue':>7}"
        for name, resource in sorted(self.resources.items(), key=lambda item: -item[1].busy):
            yield f"{name:10}{resource.total:6}{resource.busy / resource.total / self.sim.now:8.1%}{resource.longest:7}"
        by_product: defaultdict[str, list[Order]] = defaultdict(list)
        for order in self.orders:
            by_product[order.product].append(order)
        for name, orders in sorted(by_product.items()):
            took = sorted(order.took for order in orders)
            yield (
                f"{name:10}{len(orders):6} orders, {sum(o.amount for o in orders)} pieces, "
                f"median {took[len(took) // 2]:.1f} min, worst {took[-1]:.1f} min, {sum(o.price for o in orders):,.2f}"
            )
        ranked = sorted(self.orders, key=lambda o: (o.priority.value, o.number))
        for priority, group in groupby(ranked, key=lambda o: o.priority):
            times = [o.took for o in group]
            yield f"{priority.name:10}{sum(times) / len(times):8.2f} min on average"
        common = Counter((o.product, o.amount) for o in self.orders).most_common(3)
        yield "most common: " + ", ".join(f"{amount} × {product} ({n})" for (product, amount), n in common)


def main(argv: list[str]) -> int:
    weeks = int(argv[1]) if len(argv) > 1 else 40
    total = 0.0
    for week in range(weeks):
        factory = Factory(seed=2024 + week, orders=1500)
        factory.sim.run()
        total += sum(order.price for order in factory.orders)
        if week % 20 == 0:
            print(f"week {week + 1}")
            print("\n".join("  " + line for line in factory.report()))
    for formula in ("1 + (2", "price * 2", "3 $ 4", "2 ^ 3 ^ 2 - -1"):
        try:
            print(f"{formula} = {evaluate(simplify(Parser(formula).expression()), {})}")
        except FormulaError as error:
            print(f"{formula}: {error}")
    print(f"turnover: {total:,.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
