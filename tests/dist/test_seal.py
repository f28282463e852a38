"""A sealed program does what its source does, and tells nothing of it."""

from __future__ import annotations

import dis
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = '''
"""The hidden documentation of the program."""
import asyncio, contextlib, functools, logging, sys, traceback
import installed, pkg.part
class Shape:
    """The hidden documentation of the class."""
    sides = [n for n in range(3)]
    def __init__(self, name="shape", *, size: int = 3):
        """The hidden documentation of the method."""
        self.name, self.size = name, size
    def area(self):
        return self.size ** 2
    @property
    def twice(self):
        return self.area() * 2
def counter():
    count = 0
    def step(by=1):
        nonlocal count
        count += by
        return count, sorted(locals())
    return step
def generator(n):
    "The hidden documentation of the generator."
    try:
        for i in range(n):
            yield i
    except ValueError as error:
        yield repr(error)
    finally:
        print("closed")
@contextlib.contextmanager
def context():
    try:
        yield 5
    except KeyError as error:
        print("in context", error)
async def coroutine(n):
    await asyncio.sleep(0)
    return n + 1
@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
def match(x):
    match x:
        case [1, y]: return y
        case {"a": z}: return z
        case Shape(name=n): return n
def main():
    s = Shape(size=4)
    print(s.area(), s.twice, Shape.sides, installed.double(4), installed.Base().made())
    step = counter()
    print(step(), step(5), step.__closure__[0].cell_contents)
    g = generator(3)
    print(next(g), next(g), g.throw(ValueError("x")))
    g.close()
    with context() as v:
        raise KeyError(v)
    print(asyncio.run(coroutine(1)), fib(50), match([1, 2]), match({"a": 3}), match(s))
    for action in (lambda: deep(100_000), lambda: Shape(1, 2, 3), lambda: step(wrong=1), pkg.part.fails):
        try:
            action()
        except Exception as error:
            print(type(error).__name__, error, [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1])
    print(pkg.part.total([1, 2, 3]), sorted(locals()))
    logging.basicConfig(format="%(name)s %(funcName)s %(message)s", stream=sys.stdout)
    logging.warning("logged")
    seen = []
    sys.settrace(lambda frame, event, arg: seen.append(event))
    print(deep(3), s.twice)
    sys.settrace(None)
    if "codes" in sys.argv:
        for function in (main, deep, Shape.area, Shape.__init__, step, pkg.part.fails, installed.double):
            code = function.__code__
            print("code", function.__name__, code.co_filename, code.co_firstlineno, code.co_code.hex())
        code = generator.__code__
        print("generator", code.co_filename, {line for _, _, line in code.co_lines()})
        pkg.part.fails()
main()
'''
FILES = {
    "pkg/__init__.py": "",
    "pkg/part.py": '"""The hidden documentation of a part."""\n'
    'def fails():\n    "Its hidden documentation."\n    return 1 / 0\n'
    "def total(items):\n    result = 0\n    for item in items:\n        result += item\n    return result\n",
}
INSTALLED = (
    '"""The hidden documentation of what is installed."""\ndef double(x):\n    return 2 * x\n'
    "class Base:\n    def made(self):\n        return [type(self).__name__ for _ in range(2)]\n"
)


@pytest.mark.parametrize("mode", ["standalone", pytest.param("onefile", marks=pytest.mark.ci)])
def test_sealed(tmp_path: Path, mode: str) -> None:
    source, site = tmp_path / "the-source", tmp_path / "site-packages"
    for name, text in {"app.py": PROGRAM, **FILES}.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    site.mkdir()
    (site / "installed.py").write_text(INSTALLED, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(site)}
    expected = subprocess.run([sys.executable, source / "app.py"], env=env, capture_output=True, text=True, check=True)
    command = [sys.executable, "-m", "whipsnake", f"--mode={mode}", "--seal", "--quiet", f"--output-dir={tmp_path}"]
    built = subprocess.run([*command, source / "app.py"], env=env, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    program = tmp_path / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    done = subprocess.run([program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (expected.stdout, "", 0)

    whole = program.read_bytes()
    for text in (b"hidden documentation", b"the-source", str(tmp_path).encode()):
        assert text not in whole, text
    told = subprocess.run([program, "codes"], capture_output=True, text=True, check=False)
    codes = [line.split() for line in told.stdout.splitlines() if line.startswith("code ")]
    assert len(codes) == 7
    resume, raising = dis.opmap["RESUME"], bytes((dis.opmap["RAISE_VARARGS"], 0)).hex()
    for _, name, filename, line, code in codes:
        assert re.fullmatch(r"<(__main__|pkg\.part|installed)>", filename) and line == "0"
        units = [code[at : at + 4] for at in range(0, len(code), 4)]
        after = next(number for number, unit in enumerate(units) if int(unit[:2], 16) == resume) + 1
        assert after <= 4 and len(units) > after and {*units[after:]} == {raising}, name
    assert "generator <__main__> {0}" in told.stdout
    frames = [line.strip() for line in told.stderr.splitlines() if line.startswith("  File")]
    assert frames == [
        'File "<__main__>", line 0, in <module>',
        'File "<__main__>", line 0, in main',
        'File "<pkg.part>", line 0, in fails',
    ]


def test_only_distributions_are_sealed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print(1)\n", encoding="utf-8")
    command = [sys.executable, "-m", "whipsnake", "--seal", str(tmp_path / "app.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "--seal is for distributions" in done.stderr
