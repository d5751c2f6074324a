"""moto's threaded server.

moto doesn't know the protocol rpc-v2-cbor, the only one that Rust's SDK speaks
with CloudWatch: such requests are handed to it as JSON. Its answers to S3's
GetBucketVersioning have a root element of another name than S3's.
"""

import base64
import datetime
import functools
import gzip
import io
import json
import os
import re

# The services that moto has, by their name in the request's path.
CBOR_SERVICES = {"GraniteServiceVersion20100801": "cloudwatch"}
CBOR_OPERATION = re.compile("/service/([^/]+)/operation/([^/]+)")


class CborBridge:
    """A WSGI application: translates rpc-v2-cbor for `app`, which speaks JSON."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        path = CBOR_OPERATION.fullmatch(environ["PATH_INFO"])
        if not path or path[1] not in CBOR_SERVICES:
            return self.app(environ, start_response)
        from werkzeug.test import run_wsgi_app

        request = {**environ, **json_request(environ, f"{path[1]}.{path[2]}")}
        answer, status, headers = run_wsgi_app(self.app, request, buffered=True)
        body = b"".join(answer)
        try:
            value = json.loads(body or b"{}")
        except ValueError:
            pass  # moto's page that says it failed, or doesn't know the operation
        else:
            body, error = cbor_answer(value, CBOR_SERVICES[path[1]], path[2], status)
            about = {"Content-Type": "application/cbor", "Content-Length": len(body), "smithy-protocol": "rpc-v2-cbor"}
            for name, text in {**about, **error}.items():
                headers.set(name, str(text))
        start_response(status, headers.to_wsgi_list())
        return [body]


def json_request(environ, target):
    """What differs in the WSGI environment of the same request in JSON."""
    import cbor2

    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ.get("HTTP_CONTENT_ENCODING") == "gzip":
        body = gzip.decompress(body)
    body = json.dumps(cbor2.loads(body) if body else {}, default=json_value).encode()
    return {
        "PATH_INFO": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": "",
        "HTTP_X_AMZ_TARGET": target,
        "wsgi.input": io.BytesIO(body),
    }


def json_value(value):
    """What of CBOR isn't in JSON: times and blobs."""
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return base64.b64encode(value).decode()


def cbor_answer(value, service, operation, status):
    """The body, and the header that has the code of an error."""
    import cbor2

    if not status.startswith("2"):
        code = str(value.get("__type", "")).rpartition("#")[2]
        fault = "Receiver" if status.startswith("5") else "Sender"
        message = value.get("message", value.get("Message"))
        return cbor2.dumps({"__type": code, "message": message}), {"x-amzn-query-error": f"{code};{fault}"}
    shape = service_model(service).operation_model(operation).output_shape
    return cbor2.dumps(cbor_value(value, shape) if shape else {}), {}


@functools.cache
def service_model(service):
    from botocore.session import get_session

    return get_session().get_service_model(service)


def cbor_value(value, shape):
    """A value of moto's JSON, of the type that CBOR has for it."""
    import cbor2

    kind = shape.type_name
    if kind == "structure":
        known = ((name, it) for name, it in shape.members.items() if value.get(name) is not None)
        return {name: cbor_value(value[name], it) for name, it in known}
    if kind == "list":
        return [cbor_value(item, shape.member) for item in value]
    if kind == "map":
        return {key: cbor_value(item, shape.value) for key, item in value.items()}
    if kind == "timestamp":
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
        return cbor2.CBORTag(1, float(value))
    if kind in ("float", "double"):
        return float(value)
    return base64.b64decode(value) if kind == "blob" else value


class VersioningRoot:
    """A WSGI application: names the root element of GetBucketVersioning's answer as S3 does."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        query = environ.get("QUERY_STRING", "").split("&")
        if environ["REQUEST_METHOD"] != "GET" or not {"versioning", "versioning="} & set(query):
            return self.app(environ, start_response)
        from werkzeug.test import run_wsgi_app

        answer, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        body = b"".join(answer).replace(b"GetBucketVersioningResponse", b"VersioningConfiguration")
        headers.set("Content-Length", str(len(body)))
        start_response(status, headers.to_wsgi_list())
        return [body]


def start(folder, listens_on):
    from moto.moto_server import threaded_moto_server as moto

    moto_app = moto.DomainDispatcherApplication
    moto.DomainDispatcherApplication = lambda backends: VersioningRoot(CborBridge(moto_app(backends)))
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    os.environ["MOTO_PORT"] = str(port)  # for moto's calls to itself
    listens_on(port)


