"""The packages, each pinned, with what its tests need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """A release and how its tests are run."""

    name: str
    version: str
    sources: tuple[str, ...]
    """The import packages to compile, as folders of the source distribution."""
    requires: tuple[str, ...]
    """What its tests need, besides the dependencies that the release itself declares."""
    tests: tuple[str, ...] = ("tests",)
    """What to hand to pytest, in the source distribution without `sources`; `{lib}` is where those are."""
    keep: tuple[str, ...] = ()
    """Modules that are tests, or help them: those stay interpreted."""
    options: tuple[str, ...] = ()
    """More options for pytest."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that the tests want; `{work}` is the source distribution without `sources`."""
    with_source: bool = False
    """Whether its tests read the source: it then lies beside what is compiled."""
    archive: str = ""
    """URL#SHA256 of the source, for a release whose source distribution on PyPI has no tests."""
    in_place: bool = False
    """Whether the tests look for `sources` in the source distribution: links are left there."""
    ci: bool = False
    """Whether it is run with the other tests, and not only by `python -m tests.packages`."""
    slow: bool = False
    """Whether `make test-slow` runs it."""


_PYTEST = "pytest==8.4.2"

CATALOG = {
    package.name: package
    for package in (
        Package("click", "8.5.1", ("src/click",), (_PYTEST,), ci=True),
        Package(
            "attrs",
            "26.1.0",
            ("src/attr", "src/attrs"),
            (_PYTEST, "cloudpickle==3.1.2", "hypothesis==6.170.15", "pympler==1.1", "pytest-xdist==3.8.0"),
            options=("-p", "no:xdist", "--hypothesis-seed=0"),
            ci=True,
        ),
        Package("jinja2", "3.1.6", ("src/jinja2",), (_PYTEST, "trio==0.35.0"), ci=True),
        Package("pyyaml", "6.0.3", ("lib/yaml",), (_PYTEST,), tests=("tests/legacy_tests",), slow=True),
        Package(
            "networkx",
            "3.7",
            ("networkx",),
            (_PYTEST,),
            tests=("{lib}/networkx",),
            keep=("networkx.*tests", "networkx.conftest"),
            options=("--import-mode=importlib", "-o", "consider_namespace_packages=true"),
        ),
        Package(
            "sqlglot",
            "30.30.0",
            ("sqlglot",),
            (_PYTEST, "duckdb", "pandas==3.1.1", "pytz"),
            options=("--ignore=tests/test_sqlglotc.py",),  # of how sqlglotc is built
            with_source=True,
        ),
        Package("more-itertools", "11.2.1", ("more_itertools",), (_PYTEST,)),
        Package(
            "packaging",
            "26.3",
            ("src/packaging",),
            (_PYTEST, "hypothesis==6.170.15", "pretend==1.0.9", "tomli_w==1.2.0"),
        ),
        Package(
            "jsonschema",
            "4.26.0",
            ("jsonschema",),
            (_PYTEST, "jsonpath-ng==1.16.0", "pip"),
            tests=("{lib}/jsonschema/tests",),
            keep=("jsonschema.tests", "jsonschema.benchmarks"),
            environment=(("JSON_SCHEMA_TEST_SUITE", "{work}/json"),),
            options=("--import-mode=importlib", "-o", "consider_namespace_packages=true"),
        ),
        Package(
            "rich",
            "13.9.4",
            ("rich",),
            (_PYTEST, "attrs==26.1.0"),
            archive="https://deb.debian.org/debian/pool/main/r/rich/rich_13.9.4.orig.tar.xz"
            "#5ba60e86750b4520ea44d7adedf3a554ab16112dbfa3c90f506760f8e6411632",
        ),
        Package(
            "pydantic",
            "1.10.24",
            ("pydantic",),
            (_PYTEST, "pytest-mock==3.17.0", "hypothesis==6.79.1", "email-validator", "python-dotenv"),
            with_source=True,
        ),
        Package(
            "sqlalchemy",
            "2.0.58",
            ("lib/sqlalchemy",),
            (_PYTEST, "greenlet"),
            tests=("test/base", "test/engine", "test/sql", "test/orm"),
            keep=("sqlalchemy.testing",),
            in_place=True,
        ),
        Package(
            "black",
            "26.10.1",
            ("src/black", "src/blackd", "src/blib2to3"),
            (_PYTEST, "aiohttp"),
            with_source=True,
        ),
        Package(
            "sympy",
            "1.14.0",
            ("sympy",),
            (_PYTEST, "hypothesis==6.170.15"),
            tests=("{lib}/sympy/core",),
            keep=("sympy.*tests", "sympy.[!c]*", "sympy.c[!o]*", "sympy.co[!r]*"),  # all but the core
            options=("--import-mode=importlib", "-o", "consider_namespace_packages=true"),
        ),
        Package(
            "requests",
            "2.34.2",
            ("src/requests",),
            (_PYTEST, "pysocks==1.7.1", "pytest-httpbin==2.1.0", "httpbin==0.10.4", "pytest-mock==3.17.0",
             "trustme==1.2.1"),
        ),
    )
}  # fmt: skip
