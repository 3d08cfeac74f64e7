"""An Arrow Flight server on loopback that answers like InfluxDB 3: server.py PORT, or server.py golden FOLDER.

The latter writes what it would answer, as frames of gRPC, for tests without it.
"""
import json
import struct
import sys

import pyarrow as pa
import pyarrow.flight as flight

TOKEN = "Bearer t0ken"
SCHEMA = pa.schema([
    ("time", pa.timestamp("ns")),
    ("host", pa.dictionary(pa.int32(), pa.utf8())),
    ("note", pa.utf8()),
    ("parts", pa.list_(pa.int32())),
    ("place", pa.struct([("x", pa.float32()), ("y", pa.utf8())])),
    ("open", pa.bool_()),
    ("orders", pa.int64()),
    ("load", pa.float64()),
    ("small", pa.int32()),
    ("unsigned", pa.uint64()),
    ("maybe", pa.int64()),
])


def batch(first, last):
    numbers = list(range(first, last + 1))
    columns = [
        numbers, [f"host-{n % 2}" for n in numbers], [None if n % 2 else "a" for n in numbers],
        [[n] * (n % 3) for n in numbers], [{"x": 0.5, "y": "b"} for _ in numbers], [n % 2 == 0 for n in numbers],
        numbers, [n / 4 for n in numbers], numbers, numbers, [None if n == last else n for n in numbers],
    ]
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, SCHEMA)]
    return pa.record_batch(arrays, schema=SCHEMA)


BATCHES = {"rows": [batch(1, 3), batch(4, 7)], "nothing": []}


class Server(flight.FlightServerBase):
    def do_get(self, context, ticket):
        question = json.loads(ticket.ticket)
        if context.get_middleware("who").token != TOKEN:
            raise flight.FlightUnauthenticatedError("no such token")
        if question["database"] != "shop" or question["query_type"] not in ("sql", "influxql"):
            raise flight.FlightServerError("database not found: " + question["database"])
        return flight.RecordBatchStream(pa.RecordBatchReader.from_batches(SCHEMA, BATCHES[question["sql_query"]]))


class Who(flight.ServerMiddlewareFactory):
    def start_call(self, info, headers):
        return Asker(headers.get("authorization", [""])[0])


class Asker(flight.ServerMiddleware):
    def __init__(self, token):
        self.token = token


def varint(number):
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def golden(folder):
    for name, batches in BATCHES.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, SCHEMA) as writer:
            for one in batches:
                writer.write_batch(one)
        with open(f"{folder}/{name}.bin", "wb") as out:
            for message in pa.ipc.MessageReader.open_stream(sink.getvalue()):
                content = field(2, message.metadata.to_pybytes())
                if message.body is not None and message.body.size:
                    content += field(1000, message.body.to_pybytes())
                out.write(b"\0" + struct.pack(">I", len(content)) + content)


if sys.argv[1] == "golden":
    golden(sys.argv[2])
else:
    Server(f"grpc://127.0.0.1:{sys.argv[1]}", middleware={"who": Who()}).serve()
