"""An emulated account for a test, and an operator who looks at it with boto3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from infra.local.aws.cloud import AwsCloud
from infra.local.contract import Created, Wanted

REGION = "eu-central-1"
ACCOUNT = "111122223333"


@contextmanager
def account(account_id=ACCOUNT, **options) -> Iterator[AwsCloud]:
    """Empty, with nothing in it but what a test makes."""
    cloud = AwsCloud(region=REGION, account=account_id, **options)
    try:
        yield cloud
    finally:
        cloud.close()


def wanted(type_, name="x", /, secret=(), **inputs) -> Wanted:
    """`type_` without the package: `sqs/queue:Queue`."""
    urn = f"urn:pulumi:test::floodgate::aws:{type_}::{name}"
    return Wanted(urn=urn, type=f"aws:{type_}", name=name, inputs=inputs, secret=frozenset(secret))


def make(cloud, type_, name="x", /, **inputs) -> Created:
    """Create one, with the names that Pulumi would generate."""
    asked = wanted(type_, name, **inputs)
    named, findings = cloud.check(asked)
    assert findings == ()
    return cloud.create(wanted(type_, name, **named))


def change(cloud, type_, created, name="x", /, **changes) -> Created:
    """Change some inputs in place; None takes one away."""
    old = cloud.existing.get(f"aws:{type_}", created.id).inputs
    new = {key: value for key, value in {**old, **changes}.items() if value is not None}
    return cloud.update(wanted(type_, name, **new), created.id, old, created.outputs)


def reading(cloud, type_, created):
    """What the cloud says now; None: it is gone."""
    return cloud.read(f"aws:{type_}", created.id, created.outputs)


def ask(service, operation, region=REGION, **parameters):
    """One answer of a service, as an operator gets it."""
    client = boto3.client(service, region_name=region, aws_access_key_id="a", aws_secret_access_key="b")
    return getattr(client, operation)(**parameters)
