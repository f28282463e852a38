# requires: grpcio
# modes: standalone
# facts: grpc
import os
import pkgutil
from concurrent import futures

os.environ["GRPC_VERBOSITY"] = "NONE"
import grpc


class Echo(grpc.GenericRpcHandler):
    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        return grpc.unary_unary_rpc_method_handler(lambda request, context: request + details.method.encode())


server = grpc.server(futures.ThreadPoolExecutor(1))
server.add_generic_rpc_handlers([Echo()])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
    print(channel.unary_unary("/s/m")(b"x"))
server.stop(None).wait()
print(pkgutil.get_data("grpc._cython.cygrpc", "_credentials/roots.pem").count(b"BEGIN CERTIFICATE") > 50)
