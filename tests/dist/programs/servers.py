# requires: anyio[trio] dnspython werkzeug google-api-python-client
# modes: standalone
# facts: anyio dns googleapiclient werkzeug
# arguments: anyio
# arguments: dns
# arguments: googleapiclient
# arguments: werkzeug
import sys


def anyio() -> None:
    import anyio

    for backend in ("asyncio", "trio"):
        print(anyio.run(anyio.sleep, 0, backend=backend), backend)


def dns() -> None:
    import dns.rdata

    for kind, text in (("MX", "10 mail.x."), ("SOA", "a. b. 1 2 3 4 5"), ("TXT", '"t"'), ("CAA", '0 issue "x"')):
        print(repr(dns.rdata.from_text("IN", kind, text)))


def googleapiclient() -> None:
    from googleapiclient.discovery import build

    print(build("books", "v1", developerKey="k").volumes().list(q="x").uri)


def werkzeug() -> None:
    from werkzeug.debug import DebuggedApplication
    from werkzeug.test import Client
    from werkzeug.testapp import test_app

    print(Client(DebuggedApplication(test_app)).get("/?__debugger__=yes&cmd=resource&f=style.css").status)


globals()[sys.argv[1]]()
