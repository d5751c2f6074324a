"""What all measures of the Python peers share: settings, and how figures are told."""

import json
import os
import sys
import time

KEYS = {
    "region_name": "eu-west-1",
    "aws_access_key_id": "AKIDBENCH",
    "aws_secret_access_key": "secret-access-key-of-the-bench",
}

REGIONS = [
    "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ap-south-1", "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2",
    "eu-west-3", "eu-north-1", "sa-east-1",
]  # fmt: skip


def tell(**figures):
    """A line of JSON, as the other peers print it."""
    print(json.dumps(figures))


def timed(times, run):
    """Once to warm up, then this often."""
    run()
    start = time.perf_counter()
    count = sum(run() for _ in range(times))
    tell(count=count, seconds=time.perf_counter() - start)


def resident():
    """The process's memory in bytes, as Linux tells it."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def arguments(usage):
    """The arguments, as many as there are words in the usage."""
    if len(sys.argv) - 1 != len(usage.split()):
        sys.exit(f"usage: {os.path.basename(sys.argv[0])} {usage}")
    return sys.argv[1:]
