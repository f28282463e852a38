"""logging finds the caller's function, line and stack; exc_info; extra; stacklevel."""

import logging
import sys


class H(logging.Handler):
    def emit(self, r):
        print(r.levelname, r.name, r.funcName, r.lineno - base, r.getMessage(), r.filename, r.module)
        if r.exc_info:
            print("  exc", r.exc_info[0].__name__)
        if r.stack_info:
            print("  stack", [line.strip() for line in r.stack_info.splitlines() if line.strip().startswith("log")])


log = logging.getLogger("t")
log.addHandler(H())
log.setLevel(logging.DEBUG)
log.propagate = False


def anchor():
    pass


base = anchor.__code__.co_firstlineno


def direct():
    log.info("direct %s", 1)


def wrapped():
    helper("through helper")


def helper(msg):
    log.warning(msg, stacklevel=2)


class K:
    def method(self):
        log.error("method")
        [log.debug("comp %d", i) for i in range(1)]
        (lambda: log.info("lambda"))()

    log.info("class body")


def with_exception():
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")
        log.info("with stack", stack_info=True)
    log.info(
        "multi line",
        exc_info=False,
    )


def gen():
    log.info("gen")
    yield
    log.info("gen again")


async def coro():
    log.info("coro")


direct()
wrapped()
K().method()
with_exception()
list(gen())
try:
    coro().send(None)
except StopIteration:
    pass
log.info("module level")
logging.getLogger("t.child").info("propagates %(a)s", {"a": 1})
logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(funcName)s:%(message)s", force=True)
logging.error("root")


def root_user():
    logging.warning("from function")
    try:
        raise KeyError("k")
    except KeyError as e:
        logging.error("formatted", exc_info=e)


root_user()
