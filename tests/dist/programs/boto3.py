# requires: boto3
# facts: boto3 botocore
import http.server
import threading

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.client import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber

store: dict[str, bytes] = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        store[self.path] = data
        self.reply(200, b"", self.headers["Authorization"].partition(" ")[0])

    def do_GET(self) -> None:
        data = store.get(self.path)
        error = b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
        self.reply(404 if data is None else 200, error if data is None else data, "")

    def do_HEAD(self) -> None:
        data = store.get(self.path)
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()

    def reply(self, code: int, body: bytes, tag: str) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{tag}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
settings = {"aws_access_key_id": "id", "aws_secret_access_key": "key", "region_name": "eu-central-1"}
session = boto3.Session(**settings)
config = Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required",
                response_checksum_validation="when_required", retries={"max_attempts": 1})  # fmt: skip
s3 = session.client("s3", endpoint_url=f"http://127.0.0.1:{server.server_port}", config=config)
print(s3.put_object(Bucket="b", Key="k ü", Body=b"data")["ETag"], s3.get_object(Bucket="b", Key="k ü")["Body"].read())
open("upload", "wb").write(b"x" * 1000)
s3.upload_file("upload", "b", "file")
s3.download_file("b", "file", "download")
print(len(open("download", "rb").read()))
try:
    s3.get_object(Bucket="b", Key="none")
except ClientError as error:
    print(error)
try:
    s3.put_object(Bucket="b")
except ParamValidationError as error:
    print(error)
print(s3.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"}).partition("?")[0].rpartition(":")[2].partition("/")[2])
ec2 = session.client("ec2")
with Stubber(ec2) as stub:
    stub.add_response("describe_regions", {"Regions": [{"RegionName": "eu"}]})
    print(ec2.describe_regions()["Regions"])
table = session.resource("dynamodb").Table("t")
print(table.name, type(table).__name__, [method for method in dir(table) if "batch" in method])
print((Key("a").eq(1) & Attr("b").exists()).get_expression()["operator"], session.resource("s3").Bucket("b").name)
print("lambda" in session.get_available_services(), session.get_available_resources(), session.get_available_regions("s3")[:2])
print([*s3.get_paginator("list_objects_v2").result_keys][0].expression, s3.waiter_names)
