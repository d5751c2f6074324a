"""Runs moto's threaded server on a free loopback port until standard input ends.

The parent holds the other end of standard input and writes nothing: however it
ends, also by a kill, the operating system closes the pipe and this process ends.
"""

import os
import signal
import sys
import threading


def wait_for_parent_end():
    # Not sys.stdin: its lock would be held in the read.
    while os.read(0, 4096):
        pass
    os._exit(0)


# Ctrl-C reaches the whole process group; the parent decides what it means.
signal.signal(signal.SIGINT, signal.SIG_IGN)
watcher = threading.Thread(target=wait_for_parent_end)
watcher.start()

try:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    os.environ["MOTO_PORT"] = str(port)  # for moto's calls to itself
    print(f"fake-aws port {port}", file=sys.stderr, flush=True)
except BaseException:
    import traceback

    traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)

watcher.join()
