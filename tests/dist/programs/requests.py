# requires: requests
import http.server
import json
import threading

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/old":
            self.send_response(302)
            self.send_header("Location", "/new")
            self.end_headers()
            return
        body = json.dumps({"path": self.path, "agent": self.headers["User-Agent"], "x": self.headers.get("X-Own")})
        self.reply(body.encode())

    def do_POST(self) -> None:
        self.reply(self.rfile.read(int(self.headers["Content-Length"])))

    def reply(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Set-Cookie", "crumb=1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"

with requests.Session() as session:
    session.mount("http://", HTTPAdapter(max_retries=Retry(2)))
    session.headers["X-Own"] = "größer".encode().decode("latin-1")
    answer = session.get(url + "/a b", params={"q": "ü"})
    print(answer.status_code, answer.json(), answer.encoding, session.cookies.get_dict())
    answer = session.get(url + "/old")
    print(answer.json()["path"], [one.status_code for one in answer.history])
    print(session.post(url, json={"a": [1, None]}).text, session.post(url, data={"b": 2}).content)
print(requests.post(url, files={"file": ("name", b"data")}).content.count(b"data"))
for bad in ("http://127.0.0.1:1/", "nothing://x", "http://"):
    try:
        requests.get(bad, timeout=1)
    except requests.RequestException as error:
        print(type(error).__name__)
pem = open(certifi.where(), "rb").read()
print(pem.count(b"BEGIN CERTIFICATE") > 100, requests.certs.where() == certifi.where())
import ssl

print(len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs()) > 100, requests.__version__)
