"""Writes items by boto3's batch_writer, or reads a table in segments with a thread for each."""

import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from boto3.dynamodb.types import TypeDeserializer
from common import KEYS, arguments, tell

what, endpoint, number = arguments("write|scan ENDPOINT ITEMS|SEGMENTS")


def write():
    table = boto3.resource("dynamodb", endpoint_url=endpoint, **KEYS).Table("users")
    users = [
        {
            "id": f"user-{n}",
            "name": f"Ada Lovelace {n}",
            "email": f"ada-{n}@example.org",
            "age": 36,
            "active": True,
            "roles": ["reader", "writer"],
            "address": {"street": "St James's Square 12", "city": "London", "postcode": "SW1Y 4JH"},
            "logins": 17,
            "seen": "2026-08-12T17:50:30Z",
        }
        for n in range(int(number))
    ]
    table.scan(Limit=1)  # opens a connection
    start = time.perf_counter()
    with table.batch_writer() as batch:
        for user in users:
            batch.put_item(Item=user)
    tell(count=len(users), seconds=time.perf_counter() - start)


def scan():
    client = boto3.client("dynamodb", endpoint_url=endpoint, **KEYS)
    client.scan(TableName="users", Limit=1)
    value = TypeDeserializer().deserialize

    def segment(index):
        pages = client.get_paginator("scan").paginate(
            TableName="users", Segment=index, TotalSegments=int(number)
        )
        return sum(1 for page in pages for item in page["Items"] if {name: value(it) for name, it in item.items()})

    start = time.perf_counter()
    with ThreadPoolExecutor(int(number)) as pool:
        count = sum(pool.map(segment, range(int(number))))
    tell(count=count, seconds=time.perf_counter() - start)


write() if what == "write" else scan()
