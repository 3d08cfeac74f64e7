"""A gRPC server on loopback that scales by a file: server.py STATE PORT TLS_PORT CA CERTIFICATE KEY.

STATE is JSON, read anew at each call: {"metrics": [[name, target, value]], "active": bool, "calls": int, "told": int}. Streams
send something when their count rises. The port with TLS wants a client's certificate. Messages are those of gRPC's own
libraries, made from the published description, so that nothing of Weir's reading or writing is in them.
"""
import json
import sys
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

KINDS = {"string": 9, "int64": 3, "double": 1, "bool": 8, "message": 11}
MESSAGES = {
    "ScaledObjectRef": [("name", 1, "string"), ("namespace", 2, "string"), ("scalerMetadata", 3, "ScalerMetadataEntry*")],
    "IsActiveResponse": [("result", 1, "bool")],
    "MetricSpec": [("metricName", 1, "string"), ("targetSize", 2, "int64"), ("targetSizeFloat", 3, "double")],
    "GetMetricSpecResponse": [("metricSpecs", 1, "MetricSpec*")],
    "GetMetricsRequest": [("scaledObjectRef", 1, "ScaledObjectRef"), ("metricName", 2, "string")],
    "MetricValue": [("metricName", 1, "string"), ("metricValue", 2, "int64"), ("metricValueFloat", 3, "double")],
    "GetMetricsResponse": [("metricValues", 1, "MetricValue*")],
}


def messages():
    file = descriptor_pb2.FileDescriptorProto(name="externalscaler.proto", package="externalscaler", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            repeated = kind.endswith("*")
            plain = kind.rstrip("*")
            added = message.field.add(name=field, number=number, label=3 if repeated else 1)
            added.type = KINDS.get(plain, KINDS["message"])
            if plain == "ScalerMetadataEntry":
                entry = message.nested_type.add(name=plain)
                entry.options.map_entry = True
                entry.field.add(name="key", number=1, type=KINDS["string"], label=1)
                entry.field.add(name="value", number=2, type=KINDS["string"], label=1)
                added.type_name = ".externalscaler.ScaledObjectRef." + plain
            elif plain not in KINDS:
                added.type_name = ".externalscaler." + plain
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {name: message_factory.GetMessageClass(pool.FindMessageTypeByName("externalscaler." + name))
            for name in MESSAGES}


M = messages()
STATE = sys.argv[1]


def state():
    with open(STATE) as file:
        return json.load(file)


def known(reference, context):
    if (reference.namespace, reference.name) != ("default", "web"):
        context.abort(grpc.StatusCode.NOT_FOUND, f"no object {reference.namespace}/{reference.name}")


def specs():
    found = [M["MetricSpec"](metricName=name, targetSize=1, targetSizeFloat=target)
             for name, target, _ in state()["metrics"]]
    return M["GetMetricSpecResponse"](metricSpecs=found)


def get_metric_spec(reference, context):
    known(reference, context)
    return specs()


def get_metrics(request, context):
    known(request.scaledObjectRef, context)
    for name, _, value in state()["metrics"]:
        if name == request.metricName:
            # A word for a value is that of the metadata.
            number = int(request.scaledObjectRef.scalerMetadata[value]) if isinstance(value, str) else value
            return M["GetMetricsResponse"](metricValues=[M["MetricValue"](metricName="whatever", metricValue=number)])
    context.abort(grpc.StatusCode.NOT_FOUND, "no metric " + request.metricName)


def is_active(reference, context):
    known(reference, context)
    return M["IsActiveResponse"](result=state()["active"])


def rises(count, context):
    seen = state()[count]
    while context.is_active():
        now = state()[count]
        if now > seen:
            seen = now
            yield
        time.sleep(0.05)


def stream_is_active(reference, context):
    for _ in rises("calls", context):
        yield M["IsActiveResponse"](result=True)


def stream_metric_spec(reference, context):
    for _ in rises("told", context):
        yield specs()


def unary(does, request, response):
    return grpc.unary_unary_rpc_method_handler(
        does, M[request].FromString, M[response].SerializeToString)


def stream(does, response):
    return grpc.unary_stream_rpc_method_handler(
        does, M["ScaledObjectRef"].FromString, M[response].SerializeToString)


def main():
    port, tls_port, ca, certificate, key = sys.argv[2:7]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("externalscaler.ExternalScaler", {
        "GetMetricSpec": unary(get_metric_spec, "ScaledObjectRef", "GetMetricSpecResponse"),
        "GetMetrics": unary(get_metrics, "GetMetricsRequest", "GetMetricsResponse"),
        "IsActive": unary(is_active, "ScaledObjectRef", "IsActiveResponse"),
        "StreamIsActive": stream(stream_is_active, "IsActiveResponse"),
        "StreamMetricSpec": stream(stream_metric_spec, "GetMetricSpecResponse"),
    }),))
    server.add_insecure_port("127.0.0.1:" + port)
    files = [open(name, "rb").read() for name in (key, certificate, ca)]
    server.add_secure_port("127.0.0.1:" + tls_port, grpc.ssl_server_credentials(
        [(files[0], files[1])], root_certificates=files[2], require_client_auth=True))
    server.start()
    server.wait_for_termination()


main()
