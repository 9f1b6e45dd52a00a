"""Reads calls as lines of JSON; prints, as a list of JSON, what botocore itself has against their inputs and answers."""

import base64
import datetime
import json
import sys

import botocore.session
from botocore.parsers import create_parser
from botocore.validate import ParamValidator

session = botocore.session.get_session()
models = {}
# What AWS leaves out where it is empty, and botocore does not look for.
LEFT_OUT = {("sqs", "Failed"), ("sqs", "Successful")}


def python_value(shape, value):
    """An input as Python gives it: times and bytes are no JSON."""
    if value is None:
        return None
    if shape.type_name == "structure":
        members = shape.members
        return {name: python_value(members[name], each) if name in members else each for name, each in value.items()}
    if shape.type_name == "list":
        return [python_value(shape.member, each) for each in value]
    if shape.type_name == "map":
        return {key: python_value(shape.value, each) for key, each in value.items()}
    if shape.type_name == "timestamp":
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    if shape.type_name == "blob":
        return base64.b64decode(value)
    return value


def faults(call):
    service, action = call["service"], call["action"]
    model = models.setdefault(service, session.get_service_model(service))
    operation = model.operation_model(action)
    if operation.input_shape is not None:
        given = python_value(operation.input_shape, call["input"])
        report = ParamValidator().validate(given, operation.input_shape)
        if report.has_errors():
            yield f"request: {report.generate_report()}"
    protocol = {"query": "query", "rest": "rest-json", "json": "json"}[call["protocol"]]
    answer = {"status_code": call["status"], "headers": call["headers"], "body": call["body"].encode()}
    if protocol == "query":
        # As botocore reads it where the model of today speaks another protocol.
        model.metadata.setdefault("protocol", "query")
    parsed = create_parser(protocol).parse(answer, operation.output_shape)
    metadata = parsed.pop("ResponseMetadata", {})
    if metadata.get("HTTPStatusCode") != call["status"]:
        yield f"answer: its status was read as {metadata.get('HTTPStatusCode')}"
    if "RequestId" not in metadata:
        yield "answer: without a request id"
    if call["status"] >= 300:
        if not parsed.get("Error", {}).get("Code"):
            yield "answer: an error without a code"
    elif operation.output_shape is not None:
        payload = operation.output_shape.serialization.get("payload")
        found = {name: each for name, each in parsed.items() if name != payload}
        for name in operation.output_shape.required_members:
            if name not in found and (service, name) not in LEFT_OUT:
                yield f"answer: {name} is missing"
        report = ParamValidator().validate(found, without_required(operation.output_shape))
        # AWS itself answers with less than a bound, such as no target where the model has one at the least.
        yield from (f"answer: {line}" for line in report.generate_report().split("\n") if line and "valid min" not in line)


def without_required(shape):
    shape.metadata.pop("required", None)
    return shape


found = []
for line in sys.stdin:
    call = json.loads(line)
    found += [f"{call['service']}:{call['action']} {fault}" for fault in faults(call)]
print(json.dumps(sorted(set(found))))
