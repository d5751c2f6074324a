"""How much memory an account takes: a session of its own with a client, or a resource, that has been called."""

import boto3
from common import KEYS, arguments, resident, tell

peer, endpoint, accounts = arguments("client|rds|ec2 ENDPOINT ACCOUNTS")


def made():
    session = boto3.Session(**KEYS)
    if peer == "client":
        client = session.client("rds", endpoint_url=endpoint)
        client.describe_db_instances()
        return client
    resource = session.resource(peer, endpoint_url=endpoint)
    collection = resource.db_instances if peer == "rds" else resource.instances
    next(iter(collection.limit(1)))
    return resource


count = int(accounts)
first = [made() for _ in range(-(-count // 5))]  # what is made once, or freed by that, isn't counted
before = resident()
kept = [made() for _ in range(count)]
tell(bytes=(resident() - before) / len(kept), count=len(kept))
