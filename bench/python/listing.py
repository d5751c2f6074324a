"""Lists everything, by boto3's resources or by its client's paginator.

boto3 has no resources of RDS and CloudTrail: AWS_DATA_PATH gives it the definitions of this repository, unchanged. Its
objects of a bucket come from ListObjects, its client's here from ListObjectsV2.
"""

import boto3
from common import KEYS, arguments, timed

what, peer, endpoint, times = arguments("WHAT resource|client ENDPOINT TIMES")
SERVICE = {"databases": "rds", "instances": "ec2", "objects": "s3", "tables": "dynamodb", "trails": "cloudtrail"}[what]
LISTINGS = 100 if what == "trails" else 1  # which has one page


def resource():
    entry = boto3.resource(SERVICE, endpoint_url=endpoint, **KEYS)
    collection = {
        "databases": lambda: entry.db_instances,
        "instances": lambda: entry.instances,
        "objects": lambda: entry.Bucket("bench").objects,
        "tables": lambda: entry.tables,
        "trails": lambda: entry.trails,
    }[what]()
    return lambda: sum(1 for _ in range(LISTINGS) for _ in collection.all())


def client():
    entry = boto3.client(SERVICE, endpoint_url=endpoint, **KEYS)
    if what == "trails":
        return lambda: sum(1 for _ in range(LISTINGS) for _ in entry.describe_trails()["trailList"])
    operation, settings = {
        "databases": ("describe_db_instances", {}),
        "instances": ("describe_instances", {}),
        "objects": ("list_objects_v2", {"Bucket": "bench"}),
        "tables": ("list_tables", {}),
    }[what]
    key = {"databases": "DBInstances", "objects": "Contents", "tables": "TableNames"}.get(what)

    def items(page):
        if what == "instances":
            return sum(len(reservation["Instances"]) for reservation in page["Reservations"])
        return sum(1 for _ in page[key])

    return lambda: sum(items(page) for page in entry.get_paginator(operation).paginate(**settings))


timed(int(times), resource() if peer == "resource" else client())
