"""Writing the stubs of an extension module beside it. What goes wrong with them is told, and fails no build."""

from __future__ import annotations

import hashlib
import sys
from functools import cache as cached
from pathlib import Path, PurePosixPath

from whipsnake import stubs
from whipsnake.build.cache import Cache, key_of
from whipsnake.errors import UserError
from whipsnake.modules import Graph
from whipsnake.output import cannot_write, write_whole
from whipsnake.target import Target


def write_stubs(target: Target, graph: Graph, cache: Cache) -> list[Path]:
    """Write them; returns those that are there."""
    docstrings = not graph.flags.no_docstrings
    top, dot, _ = f"{target.main}{'.' if target.package else ''}".partition(".")
    own = top if dot else ""

    def make(source: stubs.Source) -> bytes:
        key = key_of("stub", _generator_id(), sys.version, str(docstrings), own, source.contents)
        made = cache.read("stub", key, ".pyi")
        if made is None:
            try:
                made = stubs.make_stub(source.contents, own, docstrings=docstrings)
            except Exception as error:  # the module itself is compiled, and right
                graph.warnings.append(f"the stub of {source.path} says nothing: {type(error).__name__}: {error}.")
                return stubs.NOTHING_KNOWN
            cache.put("stub", key, ".pyi", made)
        return made

    folder = target.output.parent
    package = target.main_path.parent if target.package is not None else None
    written = []
    for stub in stubs.find_stubs(_sources(target, graph), package, folder, make):
        path = folder / stub.place
        try:
            if stub.is_made and stubs.is_by_hand(path):
                graph.warnings.append(f"{path} stays as it is: it is not of our making. Remove it for one that is.")
            elif not path.is_file() or path.read_bytes() != stub.contents:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, stub.contents)
            written.append(path)
        except OSError as error:
            graph.warnings.append(str(cannot_write(path, error)))
        except UserError as error:
            graph.warnings.append(str(error))
    return written


def _sources(target: Target, graph: Graph) -> list[stubs.Source]:
    found = []
    for module in graph.compiled:
        if module.path is not None and module.name == target.main and target.package is None:
            found.append(stubs.Source(PurePosixPath(f"{target.main_path.stem}.pyi"), module.path, module.source))
        elif module.path is not None and target.package is not None and _is_in(module.name, target.package):
            parts = module.name.split(".")[target.package.count(".") + 1 :]
            place = PurePosixPath(*parts, "__init__") if module.is_package else PurePosixPath(*parts)
            found.append(stubs.Source(place.with_name(f"{place.name}.pyi"), module.path, module.source))
    return found


def _is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@cached
def _generator_id() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(stubs.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
