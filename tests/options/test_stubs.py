"""Stubs beside extension modules: what is in them, who writes them, and what type checkers make of them."""

from __future__ import annotations

import json
import sys
import sysconfig
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SUFFIX, Outcome, Project

from whipsnake import stubs
from whipsnake.stubs.generate import generate

SHAPES = '''
"""Shapes."""
from __future__ import annotations
import os.path, sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, TypedDict, TypeVar, overload
from .units import METRE, Unit as U, helper

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Shape", "Square"]
__all__ += ["total"]
T = TypeVar("T", bound="Shape")
Pairs = dict[str, list[int]]
LIMIT = 10
RATIO: Final = 1.5
NAMES = ["a", "b"]
TABLE = {"x": (1, 2.0), "y": (3, 4.0)}
COMPUTED = helper(LIMIT)
anything = None
default_unit = U("m")
first, *rest = NAMES
square = lambda side, scale=2: side * scale
alias = helper
if sys.version_info >= (3, 8):
    NEW: int = 1
else:
    OLD = 2
try:
    import tomllib as toml
except ImportError:
    toml = None  # type: ignore[assignment]
for letter in "ab":
    pass
with open(os.devnull) as opened:
    INSIDE = True
if __name__ == "__main__":
    only_here = 1


class Colour(Enum):
    RED = 1
    GREEN = auto()
    BLUE = helper(3)

    @property
    def pretty(self) -> str:
        return self.name


class Point(NamedTuple):
    x: int
    y: int = LIMIT


class Options(TypedDict, total=False):
    name: str


@dataclass(frozen=True)
class Size:
    width: int
    height: int = 3
    tags: list[str] = field(default_factory=list)
    kind: ClassVar[str] = "size"

    def __post_init__(self) -> None:
        self.area: int = self.width * self.height


class Shape(ABC):
    """A shape."""

    count = 0
    names: list[str] = []
    __slots__ = ("__dict__", "name")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str, *sizes: int, unit: U | None = None, deep=(1, 2), **rest: Any) -> None:
        self.name = name
        self.sides = 4
        self.unit = unit
        self.cache: dict[str, int] = {}
        self._parts = [0.5]
        self.later = None
        for self.index in sizes:
            pass

    def set(self) -> None:
        self.later = 3  # type: ignore[assignment]

    def untyped(self, x):
        self.anything = 1

    @property
    def area(self) -> float:
        """The area."""
        return 1.0

    @area.setter
    def area(self, value: float) -> None:
        pass

    @classmethod
    def make(cls: type[T], name: str = "a long name that nobody wants to read in a stub at all" * 2) -> T:
        return cls(name)

    @staticmethod
    def add(a: int, /, b: int = -1, *, c: str = "x", d: int = None) -> int:  # type: ignore[assignment]
        return a + b

    @abstractmethod
    def draw(self) -> None: ...


class Square(Shape, Generic[T]):
    inner: T

    def __init__(self, inner: T) -> None:
        super().__init__("square")
        self.inner = inner
        self.sides = 5

    def draw(self) -> None:
        class Local: ...


@overload
def total(x: int) -> int: ...
@overload
def total(x: str) -> str: ...
def total(x):
    return x


def numbers() -> Iterator[int]:
    yield 1


async def later() -> int:
    return 1


async def stream() -> AsyncIterator[int]:
    yield 1


@lru_cache(maxsize=None)
def cached(x: int) -> int:
    return x


def commented(a, b=""):
    # type: (int, str) -> bool
    return True
'''

STUB = '''"""Shapes."""
import os as os
import os.path
import sys as sys
from abc import ABC as ABC, abstractmethod as abstractmethod
from collections.abc import AsyncIterator as AsyncIterator, Iterator as Iterator
from dataclasses import dataclass as dataclass, field as field
from enum import Enum as Enum, auto as auto
from functools import lru_cache as lru_cache
from typing import IMPORTED_FROM_TYPING
from .units import METRE as METRE, Unit as _U, helper as helper
U = _U
if TYPE_CHECKING:
    from decimal import Decimal as Decimal
__all__ = ['Shape', 'Square']
__all__ += ['total']
T = TypeVar('T', bound='Shape')
Pairs = dict[str, list[int]]
LIMIT: int
RATIO: Final = 1.5
NAMES: list[str]
TABLE: dict[str, tuple[int, float]]
COMPUTED: Any
anything: Any
default_unit: Any
first: Any
rest: Any
def square(side, scale=2): ...
alias = helper
if sys.version_info >= (3, 8):
    NEW: int
else:
    OLD: int
try:
    import tomllib as toml
except ImportError:
    pass
letter: Any
opened: Any
INSIDE: bool

class Colour(Enum):
    RED = 1
    GREEN = auto()
    BLUE = ...
    @property
    def pretty(self) -> str: ...

class Point(NamedTuple):
    x: int
    y: int = ...

class Options(TypedDict, total=False):
    name: str

@dataclass(frozen=True)
class Size:
    @property
    def area(self) -> int: ...
    @area.setter
    def area(self, value: int) -> None: ...
    width: int
    height: int = 3
    tags: list[str] = field(default_factory=list)
    kind: ClassVar[str] = 'size'
    def __post_init__(self) -> None: ...

class Shape(ABC):
    """A shape."""
    name: str
    sides: int
    unit: U | None
    cache: dict[str, int]
    _parts: list[float]
    later: int | None
    index: Any
    anything: Any
    count: int
    names: list[str]
    __slots__ = ('__dict__', 'name')
    __hash__ = None  # type: ignore[assignment]
    def __init__(self, name: str, *sizes: int, unit: U | None = None, deep=(1, 2), **rest: Any) -> None: ...
    def set(self) -> None: ...
    def untyped(self, x): ...
    @property
    def area(self) -> float:
        """The area."""
    @area.setter
    def area(self, value: float) -> None: ...
    @classmethod
    def make(cls: type[T], name: str = ...) -> T: ...
    @staticmethod
    def add(a: int, /, b: int = -1, *, c: str = 'x', d: int = ...) -> int: ...  # type: ignore[assignment]
    @abstractmethod
    def draw(self) -> None: ...

class Square(Shape, Generic[T]):
    inner: T
    def __init__(self, inner: T) -> None: ...
    def draw(self) -> None: ...
@overload
def total(x: int) -> int: ...
@overload
def total(x: str) -> str: ...
def numbers() -> Iterator[int]: ...
async def later() -> int: ...
def stream() -> AsyncIterator[int]: ...
@lru_cache(maxsize=None)
def cached(x: int) -> int: ...
def commented(a: int, b: str = '') -> bool: ...
'''
TYPING = "TYPE_CHECKING Any ClassVar Final Generic NamedTuple TypedDict TypeVar overload"


def stub_of(source: str, **settings: bool) -> str:
    return generate(textwrap.dedent(source).strip().encode(), **settings)


def test_what_is_in_a_stub() -> None:
    imported = ", ".join(f"{name} as {name}" for name in TYPING.split())
    assert stub_of(SHAPES) == STUB.replace("IMPORTED_FROM_TYPING", imported)
    assert '"""' not in stub_of(SHAPES, docstrings=False)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("'Doc.'\nx = f()", '"""Doc."""\nfrom typing import Any\nx: Any\n'),
        ("from typing import Any as A\nx = f()", "from typing import Any as A\nx: A\n"),
        ("class Any: pass\nx = f()", "from typing import Any as _Any\n\nclass Any: ...\nx: _Any\n"),
        ("x = 1\nx = 'again'\nx: str", "x: int\n"),
        ("def f(): pass\ndef f(x): pass", "def f(): ...\n"),
        ("def int(): pass\nx = 1", "from typing import Any\ndef int(): ...\nx: Any\n"),
        ("a, (b, c) = 1, ('x', 2.0)", "a: int\nb: str\nc: float\n"),
        ("__all__ = [x for x in 'ab']\n__all__ += ['c']", ""),
        ("__all__ = ['a']\n__all__.extend(other.__all__)", "__all__ = ['a']\n__all__.extend(other.__all__)\n"),
        ("import a.b, a.c as d, e", "import a as a\nimport a.b\nimport a.c as d, e as e\n"),
        ("from . import *\nfrom .. import x", "from . import *\nfrom .. import x as x\n"),
        ("import missing  # type: ignore[import]", "import missing as missing  # type: ignore[import]\n"),
        ("@lost\ndef g(): ...\n@staticmethod\ndef h(): ...", "def g(): ...\n@staticmethod\ndef h(): ...\n"),
        ("x = 1 if y else 'a'\nz = not y\nw = [1] * 3\nv = 1 / 2", "x: int | str\nz: bool\nw: list[int]\nv: float\n"),
        (
            "A = B | C\nB = C = 1\nEither = int | None",
            "from typing import Any\nA: Any\nB: int\nC: int\nEither = int | None\n",
        ),
        ("from typing import cast\nx = cast('int', y)", "from typing import cast as cast\nx: 'int'\n"),
        ("if a:\n    x = 1\nelif b:\n    x = 2\n    y = 2", "x: int\ny: int\n"),
        (
            "import sys\nif sys.platform == 'linux':\n    x = 1\nelif sys.platform == 'win32':\n    x = 'a'",
            "import sys as sys\nif sys.platform == 'linux':\n    x: int\nelif sys.platform == 'win32':\n    x: str\n",
        ),
        ("if (n := len('a')) > 1: pass", "n: int\n"),
        (
            "class C:\n    x = property(lambda self: 1)\n    def f(self): pass\n    g = f",
            "from typing import Any\n\nclass C:\n    x: Any\n    def f(self): ...\n    g = f\n",
        ),
        (
            "class A: pass\nclass B(A): pass\na = A()\nb = [B()]",
            "\nclass A: ...\n\nclass B(A): ...\na: A\nb: list[B]\n",
        ),
        ("def f(y: int) -> list[int]: ...\nx = f(1)", "def f(y: int) -> list[int]: ...\nx: list[int]\n"),
    ],
)
def test_pieces(source: str, expected: str | None) -> None:
    assert stub_of(source) == expected


@pytest.mark.skipif(sys.version_info < (3, 12), reason="a syntax of 3.12")
def test_type_parameters() -> None:
    source = (
        "type Pair[T] = tuple[T, T]\nclass Box[T: int]:\n    def put[U](self, x: U, y: T) -> U: self.x, self.y = x, y"
    )
    assert stub_of(source) == (
        "from typing import Any\ntype Pair[T] = tuple[T, T]\n\nclass Box[T: int]:\n    x: Any\n    y: T\n"
        "    def put[U](self, x: U, y: T) -> U: ...\n"
    )


UNITS = """
from typing import Any, Callable
METRE = "m"
class Unit:
    def __init__(self, name: str) -> None:
        self.name = name
def helper(x: int, then: Callable[[int], str] | None = None) -> Any: ...
def _private(x: int) -> int:
    return x
"""
CLIENT = """
import asyncio
from typing import Any
import drawing
from drawing import shapes, _private, METRE
from drawing.shapes import *
from drawing.shapes import Colour, Options, Point, Size, commented, cached, numbers, later, stream, LIMIT, T
square = Square(Square(None))  # type: ignore[arg-type]
reveal_type(square.name)
reveal_type(square.sides)
reveal_type(square.set())
reveal_type(square.unit)
reveal_type(square.cache)
reveal_type(square._parts)
reveal_type(square.area)
reveal_type(square.inner)
reveal_type(square.untyped(1))
square.area = "wide"
square.missing
Shape("abstract")
Square.add(1, b=2, c=3)
Square.add(a=1)
reveal_type(Square.make("x"))
reveal_type(total(1))
total(b"")
reveal_type(Colour.RED)
reveal_type(Colour.RED.pretty)
Colour.RED = 3
Colour.PURPLE
reveal_type(Point(1))
reveal_type(Point(1).y)
Point("a")
options: Options = {"name": 3}
reveal_type(Size(1, tags=[]))
Size("a")
Size()
Size(1, 2, [], "kind")
Size(1).width = 2
reveal_type(Size(1).area)
reveal_type(numbers())
reveal_type(later())
reveal_type(stream())
async def over() -> None:
    async for number in stream():
        reveal_type(number)
reveal_type(cached(1))
commented("a")
reveal_type(LIMIT)
LIMIT = "a"
reveal_type(shapes.RATIO)
shapes.RATIO = 2
reveal_type(shapes.NAMES)
reveal_type(shapes.TABLE)
pairs: shapes.Pairs = {"a": ["b"]}
reveal_type(shapes.alias)
shapes.alias("a")
reveal_type(shapes.NEW)
shapes.OLD
reveal_type(shapes.sys.argv)
reveal_type(shapes.os.path.join("a"))
reveal_type(shapes.U("m").name)
reveal_type(drawing.shapes.METRE)
_private("a")
drawing.helper("x", then=print)
drawing.nothing
def generic(one: T) -> T:
    return one.missing
"""


def package(project: Project) -> None:
    project.file("src/drawing/__init__.py", "from .units import METRE, _private, helper\n")
    project.file("src/drawing/units.py", UNITS)
    project.file("src/drawing/shapes.py", SHAPES)


def checked(project: Project, path: Path | str, *files: str) -> str:
    """What mypy says of files that find their modules in a folder."""
    pytest.importorskip("mypy", reason="mypy is not installed")
    settings = {"MYPYPATH": str(path), "MYPY_CACHE_DIR": str(project.folder / "mypy")}
    return project.python("-m", "mypy", "--no-color-output", *files, code=None, env=settings).stdout


def test_clients_are_checked_as_they_are_against_the_source(project: Project) -> None:
    package(project)
    project.file("client.py", CLIENT)
    expected = checked(project, "src", "client.py")
    project.whipsnake("--mode=package", "src/drawing", "--output-dir=out")
    assert "Revealed type" in expected and expected.count("error:") > 15
    (project.folder / "src").rename(project.folder / "away")
    actual = checked(project, "out", "client.py")
    assert actual == expected


@pytest.mark.parametrize("module", ["argparse", "calendar", "configparser", "dataclasses", "fractions", "textwrap"])
def test_stubs_of_the_library_are_accepted(project: Project, module: str) -> None:
    source = Path(sysconfig.get_path("stdlib")) / f"{module}.py"
    # By its own name it would stand before the one that mypy has.
    project.file(f"out/my_{module}.pyi", generate(source.read_bytes()))
    said = checked(project, "out", f"out/my_{module}.pyi")
    # What typeshed does not have is no mistake of the stub's.
    mistakes = [line for line in said.splitlines() if "error:" in line and not line.endswith("[attr-defined]")]
    assert mistakes == []


HEAD = "# Made by whipsnake from NAME.py; what is changed here is lost.\n"


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_which_files_a_package_gets(project: Project) -> None:
    package(project)
    project.file("src/drawing/sub/__init__.py", "")
    project.file("src/drawing/sub/deep.py", "x = 1\n")
    project.file("src/drawing/units.pyi", "by: hand\n")
    project.file("src/drawing/_types.pyi", "of: types\n")
    project.file("src/drawing/sub/py.typed", "partial\n")
    project.file("src/drawing/data.txt", "")
    project.whipsnake("--mode=package", "src/drawing", "--output-dir=out", "--report=report.json")
    out = project.folder / "out/drawing"
    names = [
        "__init__.pyi",
        "_types.pyi",
        "shapes.pyi",
        "sub/__init__.pyi",
        "sub/deep.pyi",
        "sub/py.typed",
        "units.pyi",
    ]
    assert files(out) == sorted([f"__init__{SUFFIX}", *names])
    assert (out / "units.pyi").read_text() == "by: hand\n" and (out / "sub/py.typed").read_text() == "partial\n"
    assert (out / "sub/deep.pyi").read_text() == HEAD.replace("NAME", "deep") + "x: int\n"
    report = json.loads((project.folder / "report.json").read_text())
    assert sorted(report["stubs"]) == [str(out / name) for name in names]
    # Where the sources are, too: what is written by hand stays, what is not is made again.
    project.file("src/drawing/sub/deep.pyi", HEAD.replace("NAME", "deep") + "old: int\n")
    project.whipsnake("--mode=package", "src/drawing", "--output-dir=src")
    assert (project.folder / "src/drawing/units.pyi").read_text() == "by: hand\n"
    assert (project.folder / "src/drawing/sub/deep.pyi").read_text() == (out / "sub/deep.pyi").read_text()


def test_stub_of_a_module(project: Project, command: Callable[..., Outcome]) -> None:
    project.file("pkg/__init__.py", "")
    project.file(
        "pkg/fast.py",
        "from pkg.slow import thing as other\n'''no doc'''\ndef f(x: int) -> int:\n    'Doc.'\n    return x\n",
    )
    for options in ([], ["--no-pyi-file"], ["--no-pyi-file", "--emit-c-only"], ["--emit-c-only"]):
        project.run("rm", "-rf", "out")
        assert command("--mode=module", "pkg/fast.py", "--output-dir=out", *options).code == 0
        assert (project.folder / "out/fast.pyi").exists() == (options == [])
    project.run("rm", "-rf", "out")
    command("--mode=module", "pkg/fast.py", "--output-dir=out", "--python-flag=no_docstrings")
    head = HEAD.replace("NAME", "fast")
    made = "from pkg.slow import thing as _other\nother = _other\ndef f(x: int) -> int: ...\n"
    assert (project.folder / "out/fast.pyi").read_text() == head + made
    # A program has none.
    project.file("app.py", "print(1)\n")
    assert command("app.py", "-o", "app").code == 0 and files(project.folder / "out") == [f"fast{SUFFIX}", "fast.pyi"]


def test_stubs_fail_no_build(
    project: Project, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.file("mod.py", "x = 1\n")
    project.file("out/mod.pyi", "mine: int\n")
    result = command("--mode=module", "mod.py", "--output-dir=out")
    assert result.code == 0 and "mod.pyi stays as it is: it is not of our making." in result.err
    assert (project.folder / "out/mod.pyi").read_text() == "mine: int\n"
    (project.folder / "out/mod.pyi").unlink()
    (project.folder / "out/mod.pyi").mkdir()
    result = command("--mode=module", "mod.py", "--output-dir=out")
    assert result.code == 0 and "mod.pyi cannot be written: Is a directory" in result.err
    (project.folder / "out/mod.pyi").rmdir()

    def fail(*_: object, **__: object) -> bytes:
        raise RecursionError("too deep")

    monkeypatch.setattr(stubs, "make_stub", fail)
    monkeypatch.setenv("WHIPSNAKE_CACHE_DIR", str(project.folder / "cache"))
    result = command("--mode=module", "mod.py", "--output-dir=out")
    assert result.code == 0 and "mod.py says nothing: RecursionError: too deep." in result.err
    assert (project.folder / "out/mod.pyi").read_text().endswith("def __getattr__(name: str) -> Any: ...\n")
    assert files(project.folder / "out") == [f"mod{SUFFIX}", "mod.pyi"]
