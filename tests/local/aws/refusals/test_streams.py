"""Rules about streams and their deliveries."""

from typing import Any

import pytest

from infra.local.aws.refusals import refusals
from infra.local.contract import Created, Wanted
from tests.local.aws.refusals.judged import ACCOUNT, GONE, REGION, beside, refused

STREAM = "kinesis/stream:Stream"
DELIVERY = "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"
EXISTING = beside(("kms/key:Key", "1", {"arn": KEY}))
GOOD: dict[str, Any] = {
    "prefix": "clicks/day=!{timestamp:yyyy-MM-dd}/",
    "errorOutputPrefix": "failed/!{firehose:error-output-type}/",
    "bufferingSize": 128,
    "dataFormatConversionConfiguration": {"enabled": True},
}


def delivery(**changes: Any) -> dict[str, str]:
    bucket = {key: value for key, value in {**GOOD, **changes}.items() if value is not GONE}
    found = refused(DELIVERY, {"destination": "extended_s3", "extendedS3Configuration": bucket}, EXISTING)
    return {path: what for path, what in found.items() if path.rpartition(".")[2] in changes}


def test_an_encrypted_stream_needs_a_key():
    encrypted = {"encryptionType": "KMS", "shardCount": 1}
    assert refused(STREAM, encrypted | {"kmsKeyId": KEY}, EXISTING) == {}
    assert "kmsKeyId" in refused(STREAM, encrypted, EXISTING)


@pytest.mark.parametrize(
    ("mode", "shards", "fine"),
    [("PROVISIONED", 2, True), ("PROVISIONED", None, False), ("ON_DEMAND", None, True), ("ON_DEMAND", 2, False)],
)
def test_shards_go_with_the_mode(mode: str, shards: int | None, fine: bool):
    inputs = {"streamModeDetails": {"streamMode": mode}} | ({"shardCount": shards} if shards else {})
    assert ("shardCount" not in refused(STREAM, inputs, EXISTING)) is fine


@pytest.mark.parametrize(("shards", "fine"), [(4, True), (6, True), (12, True), (13, False), (2, False)])
def test_an_update_at_most_doubles_or_halves(shards: int, fine: bool):
    existing = beside()
    before = Wanted(urn="urn:subject", type=f"aws:{STREAM}", name="clicks", inputs={"shardCount": 6})
    existing.add(before, Created(id="clicks", outputs={"shardCount": 6}))
    after = Wanted(urn="urn:subject", type=f"aws:{STREAM}", name="clicks", inputs={"shardCount": shards})
    assert (not [each for each in refusals(after, existing) if each.property == "shardCount"]) is fine


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("errorOutputPrefix", "failed/"),
        ("errorOutputPrefix", GONE),
        ("bufferingSize", 5),
        ("bufferingSize", GONE),
        ("compressionFormat", "GZIP"),
        ("prefix", "clicks/!{customer}/"),
        ("prefix", "clicks/!{firehose:error-output-type}/"),
        ("customTimeZone", "Europe/Berlim"),
    ],
)
def test_what_a_delivery_refuses(key: str, value: Any):
    assert delivery(**{key: value})


@pytest.mark.parametrize("key", ["prefix", "errorOutputPrefix", "bufferingSize"])
def test_what_a_delivery_takes(key: str):
    assert delivery(**{key: GOOD[key]}) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [("customTimeZone", "Asia/Shanghai"), ("prefix", "a=!{partitionKeyFromQuery:a}/!{firehose:random-string}/")],
)
def test_what_else_a_delivery_takes(key: str, value: str):
    assert delivery(**{key: value}) == {}


def test_a_delivery_from_a_stream_has_no_encryption_of_its_own():
    inputs = {
        "destination": "extended_s3",
        "kinesisSourceConfiguration": {"kinesisStreamArn": "arn", "roleArn": "arn"},
        "serverSideEncryption": {"enabled": True},
    }
    assert "serverSideEncryption" in refused(DELIVERY, inputs, EXISTING)
