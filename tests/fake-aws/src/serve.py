# Runs the `start` that stands before this, until standard input ends.
#
# The parent holds the other end of standard input and writes nothing: however it
# ends, also by a kill, the operating system closes the pipe and this process ends.
#
# `start` gets a folder of its own, and says on which port of 127.0.0.1 it listens.

import os
import shutil
import signal
import sys
import tempfile
import threading

FOLDER = tempfile.mkdtemp(prefix=f"fake-aws-{os.getpid()}-")


def end(status):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os._exit(status)


def wait_for_parent_end():
    # Not sys.stdin: its lock would be held in the read.
    while os.read(0, 4096):
        pass
    end(0)


# Ctrl-C reaches the whole process group; the parent decides what it means.
signal.signal(signal.SIGINT, signal.SIG_IGN)
watcher = threading.Thread(target=wait_for_parent_end)
watcher.start()

try:
    start(FOLDER, lambda port: print(f"fake-aws port {port}", file=sys.stderr, flush=True))
except BaseException:
    import traceback

    traceback.print_exc()
    sys.stderr.flush()
    end(1)

watcher.join()
