"""OpenStack Swift's S3 API over all of Swift that it needs, in one process.

The proxy and the servers of accounts, containers and objects listen on ports of
their own, and find each other by rings of one device. Objects are in memory: on disk
they need a file system with extended attributes.
"""

import array
import logging
import os

# s3api, and what it is built on: https://docs.openstack.org/swift/latest/middleware.html
FILTERS = {
    "catch_errors": "egg:swift#catch_errors",
    "gatekeeper": "egg:swift#gatekeeper",
    "proxy-logging": "egg:swift#proxy_logging",
    "listing_formats": "egg:swift#listing_formats",
    # As many parts as on AWS.
    "s3api": "egg:swift#s3api\nmax_upload_part_num = 10000",
    "tempauth": "egg:swift#tempauth\nuser_test_tester = testing .admin",
    "copy": "egg:swift#copy",
    "dlo": "egg:swift#dlo",
    "slo": "egg:swift#slo",
    "versioned_writes": "egg:swift#versioned_writes\nallow_object_versioning = true",
    "symlink": "egg:swift#symlink",
}
BACKENDS = {
    "account": "egg:swift#account",
    "container": "egg:swift#container",
    "object": "call:swift.obj.mem_server:app_factory",
}


def start(folder, listens_on):
    from swift.common import utils
    from swift.common.utils import logs

    utils.monkey_patch()
    # Not to the log of the machine.
    logs.ThreadSafeSysLogHandler = lambda **_: logging.StreamHandler()
    write(folder, "swift.conf", "[swift-hash]\nswift_hash_path_suffix = tests\n")
    utils.set_swift_dir(folder)
    os.mkdir(os.path.join(folder, "device"))
    for kind, factory in BACKENDS.items():
        port = serve(folder, kind, f"[app:main]\nuse = {factory}\n", "WARNING")
        save_ring(folder, kind, port)
    filters = "".join(f"[filter:{name}]\nuse = {use}\n" for name, use in FILTERS.items())
    proxy = "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n"
    pipeline = f"[pipeline:main]\npipeline = {' '.join(FILTERS)} proxy-server\n"
    listens_on(serve(folder, "proxy", pipeline + filters + proxy, "INFO"))

    import eventlet

    while True:  # the servers run whenever this one sleeps
        eventlet.sleep(3600)


def serve(folder, name, config, log_level):
    """Starts a server, and gives its port."""
    import eventlet
    import eventlet.wsgi
    from swift.common.http_protocol import SwiftHttpProtocol
    from swift.common.utils import NullLogger
    from swift.common.wsgi import loadapp

    common = {"swift_dir": folder, "devices": folder, "mount_check": "false", "log_level": log_level}
    defaults = "".join(f"{key} = {value}\n" for key, value in common.items())
    app = loadapp(write(folder, f"{name}.conf", f"[DEFAULT]\n{defaults}{config}"))
    socket = eventlet.listen(("127.0.0.1", 0))
    eventlet.spawn(eventlet.wsgi.server, socket, app, log=NullLogger(), protocol=SwiftHttpProtocol)
    return socket.getsockname()[1]


def save_ring(folder, kind, port):
    """All that there is of a kind is on the one device of this server."""
    from swift.common.ring import RingData

    device = {"id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "device"}
    address = {"ip": "127.0.0.1", "port": port, "replication_ip": "127.0.0.1", "replication_port": port}
    ring = RingData([array.array("H", [0])], [{**device, **address}], 32)
    ring.save(os.path.join(folder, f"{kind}.ring.gz"))


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


