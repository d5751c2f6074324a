"""Uploads or downloads a large object by boto3's transfer manager, as it is set where nobody sets it."""

import os
import time

import boto3
from common import KEYS, arguments, tell

way, endpoint, file = arguments("up|down ENDPOINT FILE")
client = boto3.client("s3", endpoint_url=endpoint, **KEYS)


def once():
    start = time.perf_counter()
    if way == "up":
        client.upload_file(file, "bench", "large")
    else:
        client.download_file("bench", "large", file)
    return time.perf_counter() - start


once()  # opens connections
seconds = once()
tell(bytes=os.path.getsize(file), seconds=seconds)
