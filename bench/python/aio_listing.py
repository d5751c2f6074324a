"""Lists everything by aioboto3: its resources, or its client's paginator."""

import asyncio
import time

import aioboto3
from common import KEYS, arguments, tell

what, peer, endpoint, times = arguments("WHAT resource|client ENDPOINT TIMES")


async def resource(session):
    name = {"databases": "rds", "instances": "ec2", "objects": "s3"}[what]
    async with session.resource(name, endpoint_url=endpoint, **KEYS) as entry:
        if what == "objects":
            collection = (await entry.Bucket("bench")).objects
        else:
            collection = entry.db_instances if what == "databases" else entry.instances

        async def run():
            count = 0
            async for _ in collection.all():
                count += 1
            return count

        return await timed(run)


async def client(session):
    name, operation, settings, key = {
        "databases": ("rds", "describe_db_instances", {}, "DBInstances"),
        "instances": ("ec2", "describe_instances", {}, "Reservations"),
        "objects": ("s3", "list_objects_v2", {"Bucket": "bench"}, "Contents"),
    }[what]
    async with session.client(name, endpoint_url=endpoint, **KEYS) as entry:

        async def run():
            count = 0
            async for page in entry.get_paginator(operation).paginate(**settings):
                for item in page[key]:
                    count += len(item["Instances"]) if what == "instances" else 1
            return count

        return await timed(run)


async def timed(run):
    await run()
    start = time.perf_counter()
    count = 0
    for _ in range(int(times)):
        count += await run()
    tell(count=count, seconds=time.perf_counter() - start)


asyncio.run((resource if peer == "resource" else client)(aioboto3.Session()))
