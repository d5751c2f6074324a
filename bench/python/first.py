"""Prints the first database of a listing: what a fresh process takes for it."""

import boto3
from common import KEYS, arguments

peer, endpoint = arguments("resource|client ENDPOINT")
if peer == "resource":
    print(next(iter(boto3.resource("rds", endpoint_url=endpoint, **KEYS).db_instances.all())).id)
else:
    pages = boto3.client("rds", endpoint_url=endpoint, **KEYS).get_paginator("describe_db_instances").paginate()
    print(next(iter(pages))["DBInstances"][0]["DBInstanceIdentifier"])
