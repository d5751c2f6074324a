"""One listing in each of many accounts and regions, with a thread for each cell: a session of the cell's own, made from
the account's role, with a client of its own, as scripts over many accounts are commonly written.

A pool bounds how many threads there are at the same time, and a role is assumed once an account.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from common import KEYS, REGIONS, arguments, tell

endpoint, accounts, concurrency = arguments("ENDPOINT ACCOUNTS CONCURRENCY")


class Role:
    """The credentials of an account's role, which whoever comes first gets for all."""

    def __init__(self, account):
        self.account, self.lock, self.keys = account, threading.Lock(), None

    def credentials(self):
        with self.lock:
            if self.keys is None:
                arn = f"arn:aws:iam::{self.account}:role/Audit"
                self.keys = STS.assume_role(RoleArn=arn, RoleSessionName="bench")["Credentials"]
            return self.keys


def cell(role, region):
    keys = role.credentials()
    session = boto3.Session(
        region_name=region,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    pages = session.client("rds", endpoint_url=endpoint).get_paginator("describe_db_instances").paginate()
    return sum(len(page["DBInstances"]) for page in pages)


start = time.perf_counter()
STS = boto3.client("sts", endpoint_url=endpoint, **KEYS)
roles = [Role(f"{number:012}") for number in range(1, int(accounts) + 1)]
cells = [(role, region) for region in REGIONS for role in roles]
with ThreadPoolExecutor(int(concurrency)) as pool:
    items = sum(pool.map(lambda cell_: cell(*cell_), cells))
tell(count=len(cells), items=items, seconds=time.perf_counter() - start)
