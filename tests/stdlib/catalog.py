"""The modules of the standard library that are compiled, and which of CPython's tests go with each."""

from __future__ import annotations

import sysconfig
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(sysconfig.get_path("stdlib")) / "test"


@dataclass(frozen=True)
class Module:
    """A top-level module or package of `Lib/`."""

    name: str
    tests: tuple[str, ...] = ()
    """Modules of `Lib/test`; empty: the one called after the module."""
    alone: bool = False
    """Whether its tests use what exists once on a machine, so that the two runs cannot be at the same time."""
    ci: bool = False
    """Whether it is run with the other tests, and not only by `python -m tests.stdlib`."""
    slow: bool = False
    """Whether `make test-slow` runs it."""

    @property
    def tests_here(self) -> list[str]:
        """Those of its tests that this version has."""
        return [test for test in self.tests if any((TESTS / name).exists() for name in (test, f"{test}.py"))]


def _module(name: str, *tests: str, alone: bool = False, ci: bool = False, slow: bool = False) -> Module:
    return Module(name, tests or (f"test_{name}",), alone, ci, slow)


CATALOG = {
    module.name: module
    for module in (
        _module("_collections_abc", "test_collections"),
        _module("_py_abc", "test_abc"),
        _module("_pydatetime", "test_datetime"),
        _module("_pydecimal", "test_decimal"),
        _module("_pyio", "test_io", "test_memoryio"),
        _module("_strptime", "test_strptime"),
        _module("_weakrefset", "test_weakset"),
        _module("abc"),
        _module("argparse"),
        _module("ast", "test_ast", "test_unparse"),
        _module("asyncio"),
        _module("base64"),
        _module("bdb"),
        _module("bisect"),
        _module("calendar"),
        _module("cmd"),
        _module("code", "test_code_module"),
        _module("codecs"),
        _module("codeop"),
        _module("collections", "test_collections", "test_ordered_dict", "test_defaultdict", "test_userdict",
                "test_userlist", "test_userstring"),
        _module("colorsys", ci=True),
        _module("concurrent", "test_concurrent_futures"),
        _module("configparser", slow=True),
        _module("contextlib", "test_contextlib", "test_contextlib_async", ci=True),
        _module("copy", ci=True),
        _module("copyreg"),
        _module("csv"),
        _module("ctypes"),
        _module("dataclasses", ci=True),
        _module("datetime"),
        _module("decimal"),
        _module("difflib"),
        _module("dis"),
        _module("doctest"),
        _module("email"),
        _module("encodings", "test_codecs", "test_codecencodings_jp", "test_charmapcodec"),
        _module("enum", slow=True),
        _module("filecmp"),
        _module("fileinput"),
        _module("fnmatch"),
        _module("fractions"),
        _module("ftplib"),
        _module("functools"),
        _module("getopt"),
        _module("gettext"),
        _module("glob"),
        _module("graphlib", ci=True),
        _module("gzip"),
        _module("hashlib"),
        _module("heapq", ci=True),
        _module("hmac"),
        _module("html", "test_html", "test_htmlparser"),
        _module("http", "test_httplib", "test_http_cookies", "test_http_cookiejar", "test_httpservers"),
        _module("imaplib"),
        _module("importlib"),
        _module("inspect", slow=True),
        _module("io"),
        _module("ipaddress"),
        _module("json", ci=True),
        _module("keyword"),
        _module("linecache"),
        _module("locale"),
        _module("logging"),
        _module("mailbox"),
        _module("mimetypes"),
        _module("modulefinder"),
        _module("multiprocessing", "test_multiprocessing_main_handling"),
        _module("netrc"),
        _module("ntpath"),
        _module("numbers", "test_abstract_numbers", "test_numeric_tower"),
        _module("opcode", "test__opcode"),
        _module("operator"),
        _module("optparse"),
        _module("os"),
        _module("pathlib"),
        _module("pdb"),
        _module("pickle"),
        _module("pickletools"),
        _module("pkgutil"),
        _module("platform"),
        _module("plistlib"),
        _module("posixpath", "test_posixpath", "test_genericpath"),
        _module("pprint"),
        _module("profile", "test_profile", "test_cprofile"),
        _module("pstats"),
        _module("pyclbr"),
        _module("pydoc"),
        _module("queue"),
        _module("quopri"),
        _module("random"),
        _module("re"),
        _module("reprlib"),
        _module("rlcompleter"),
        _module("runpy"),
        _module("sched"),
        _module("secrets"),
        _module("selectors"),
        _module("shelve"),
        _module("shlex", ci=True),
        _module("shutil"),
        _module("signal"),
        _module("site"),
        _module("smtplib"),
        _module("socket", alone=True),
        _module("socketserver"),
        _module("sqlite3"),
        _module("ssl"),
        _module("stat"),
        _module("statistics"),
        _module("string"),
        _module("subprocess"),
        _module("symtable"),
        _module("sysconfig"),
        _module("tabnanny"),
        _module("tarfile"),
        _module("tempfile"),
        _module("textwrap", ci=True),
        _module("threading", "test_threading", "test_thread", "test_threading_local"),
        _module("timeit"),
        _module("tokenize"),
        _module("tomllib", ci=True),
        _module("trace"),
        _module("traceback", slow=True),
        _module("tracemalloc"),
        _module("types"),
        _module("typing"),
        _module("unittest"),
        _module("urllib", "test_urllib", "test_urllib2", "test_urlparse", "test_urllib_response",
                "test_urllib2_localnet", "test_robotparser"),
        _module("uuid"),
        _module("warnings"),
        _module("wave"),
        _module("weakref"),
        _module("wsgiref"),
        _module("xml", "test_xml_etree", "test_minidom", "test_sax", "test_pulldom", "test_xml_dom_minicompat"),
        _module("xmlrpc"),
        _module("zipapp"),
        _module("zipfile"),
        _module("zoneinfo"),
    )
}  # fmt: skip
