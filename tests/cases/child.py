"""Run test modules and write down how every case ends: `child.py OUTPUT MODULE WHERE LOADER TEST...`.

The module under test must have come from the folder WHERE, by a loader of the type LOADER. A line goes to OUTPUT when a
case begins and when it ends, so that a crash tells where it was.
"""

import faulthandler
import importlib
import json
import os
import sys
import types
import unittest


class Outcomes(unittest.TextTestResult):
    """Writes what came of each case."""

    output = None
    _outcome = None
    """What is known of the running case: how it ends, and what there is to say."""

    def startTest(self, test):
        super().startTest(test)
        self._outcome = ["skipped", ""]  # A case with a skipped part has no other end.
        self._write(test, "started")

    def stopTest(self, test):
        super().stopTest(test)
        if self._outcome is not None:
            self._write(test, *self._outcome)
            self._outcome = None

    def addSuccess(self, test):
        super().addSuccess(test)
        self._end(test, "passed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._fail(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._fail(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._end(test, "skipped", reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._end(test, "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._end(test, "unexpected success")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._fail(subtest, err)

    def _fail(self, test, err):
        self._end(test, "failed", f"{test}\n{self._exc_info_to_string(err, test)}\n")

    def _end(self, test, outcome, details=""):
        if self._outcome is None:
            self._write(
                test, outcome, details
            )  # A class, a module, or (3.12) a case of a skipped class: it does not begin.
        elif self._outcome[0] == "failed":
            self._outcome[1] += details
        else:
            self._outcome = [outcome, details]

    def _write(self, test, outcome, details=""):
        print(json.dumps([test.id(), outcome, details]), file=self.output, flush=True)


def modules_from_elsewhere(name, where, loader):
    """The modules of that name, or in that package, that are not those to be tested."""
    specs = [module.__spec__ for module in sys.modules.values() if isinstance(module, types.ModuleType)]
    return [
        str(spec)
        for spec in specs
        if spec is not None and (spec.name == name or (spec.name.startswith(name + ".") and is_code(spec)))
        if not spec.origin.startswith(where + os.sep) or type(spec.loader).__name__ != loader
    ]


def is_code(spec):
    """Whether the module is in a folder with `__init__.py`: others hold data, and nobody compiles them."""
    return spec.origin is not None and getattr(sys.modules.get(spec.parent), "__file__", None) is not None


def main():
    faulthandler.enable()
    sys.path[0] = os.getcwd()
    output, name, where, loader, *tests = sys.argv[1:]
    del sys.argv[1:]
    importlib.import_module(name)
    elsewhere = modules_from_elsewhere(name, where, loader)
    if elsewhere:
        sys.exit("not what is to be tested: " + "; ".join(elsewhere))
    with open(output, "w", encoding="utf-8", errors="backslashreplace") as Outcomes.output:
        suite = unittest.defaultTestLoader.loadTestsFromNames([f"test.{test}" for test in tests])
        unittest.TextTestRunner(resultclass=Outcomes, verbosity=2).run(suite)


if __name__ == "__main__":
    main()
