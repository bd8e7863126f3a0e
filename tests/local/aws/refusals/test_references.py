"""What a reference may name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.local.aws.refusals import refusals
from infra.local.contract import Created, Wanted
from tests.local.aws.refusals.judged import beside, refused

KEY = "arn:aws:kms:eu-central-1:111122223333:key/1"
GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:/audit"
TOPIC = "arn:aws:sns:eu-central-1:111122223333:alerts"
QUEUE = "sqs/queue:Queue"
EXISTING = beside(
    ("kms/key:Key", "1", {"arn": KEY, "keyId": "1"}),
    ("cloudwatch/logGroup:LogGroup", "/audit", {"arn": GROUP, "name": "/audit"}),
    ("sns/topic:Topic", TOPIC, {"arn": TOPIC, "name": "alerts"}),
    ("rds/cluster:Cluster", "core", {"masterUserSecrets": [{"secretArn": f"{TOPIC}-secret"}]}),
)
EXISTING.assume("Z1")


@pytest.mark.parametrize(
    ("type_", "property_", "value"),
    [
        (QUEUE, "kmsMasterKeyId", KEY),
        (QUEUE, "kmsMasterKeyId", "1"),
        (QUEUE, "kmsMasterKeyId", "alias/aws/sqs"),
        (QUEUE, "kmsMasterKeyId", KEY.replace("111122223333", "999988887777")),  # of another account: nobody knows
        ("ec2/flowLog:FlowLog", "logDestination", GROUP),
        ("ec2/flowLog:FlowLog", "logDestination", f"{GROUP}:*"),
        ("route53/record:Record", "zoneId", "Z1"),
        ("rds/proxy:Proxy", "note", f"{TOPIC}-secret"),
        ("rds/proxy:Proxy", "note", f"{GROUP}:log-stream:a"),
        ("rds/proxy:Proxy", "note", "arn:aws:iam::111122223333:role/aws-service-role/a.amazonaws.com/A"),
        ("rds/proxy:Proxy", "description", "sg-0123456789abcdef0"),
    ],
)
def test_what_exists_or_may_exist_is_no_finding(type_: str, property_: str, value: str) -> None:
    assert property_ not in refused(type_, {property_: value}, EXISTING)


@pytest.mark.parametrize(
    ("type_", "property_", "value", "what"),
    [
        (QUEUE, "kmsMasterKeyId", f"{KEY}2", "must be the id of a Key or Alias, but none that exists has it"),
        (
            QUEUE,
            "kmsMasterKeyId",
            TOPIC,
            f"must be the id of a Key or Alias, but it is aws:sns/topic:Topic {TOPIC}",
        ),
        ("route53/record:Record", "zoneId", "Z2", "must be the id of a Zone, but none that exists has it"),
        ("rds/proxy:Proxy", "note", f"{TOPIC}-other", "names something that does not exist"),
        ("rds/proxy:Proxy", "note", "sg-0123456789abcdef0", "names something that does not exist"),
    ],
)
def test_what_does_not_exist_is_named(type_: str, property_: str, value: str, what: str) -> None:
    assert refused(type_, {property_: value}, EXISTING)[property_] == what


def test_an_update_does_not_clash_with_what_it_updates() -> None:
    alias = Wanted(
        urn="urn:alias", type="aws:kms/alias:Alias", name="a", inputs={"name": "alias/a", "targetKeyId": "1"}
    )
    existing = beside(("kms/key:Key", "1", {"arn": KEY, "keyId": "1"}))
    existing.add(alias, Created(id="alias/a", outputs=alias.inputs))

    assert refusals(alias, existing) == ()
    assert [found.property for found in refusals(replace(alias, urn="urn:other"), existing)] == ["name"]
