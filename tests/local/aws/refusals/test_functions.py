"""Rules about functions at the edge and about models behind end points."""

from typing import Any

import pytest

from tests.local.aws.refusals.judged import beside, refused

CACHING = "cloudfront/cachePolicy:CachePolicy"
CONFIG = "sagemaker/endpointConfiguration:EndpointConfiguration"
DATA = "cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive"
FUNCTION = "cloudfront/function:Function"
SOURCE = "cloudwatch/logDeliverySource:LogDeliverySource"
STORE = "arn:aws:cloudfront::444455556666:key-value-store/1"
KEY = "arn:aws:kms:eu-central-1:444455556666:key/1"
KEYS = "parametersInCacheKeyAndForwardedToOrigin"


@pytest.mark.parametrize(
    ("changes", "blamed"),
    [
        ({}, []),
        ({"code": "x" * 10_240}, []),
        ({"code": "x" * 10_241}, ["code"]),
        ({"code": "é" * 5_121}, ["code"]),
        ({"keyValueStoreAssociations": [STORE]}, []),
        ({"keyValueStoreAssociations": [STORE, STORE]}, ["keyValueStoreAssociations"]),
        (
            {"keyValueStoreAssociations": [STORE], "runtime": "cloudfront-js-1.0"},
            ["keyValueStoreAssociations"],
        ),
    ],
)
def test_functions(changes: dict[str, Any], blamed: list[str]) -> None:
    good = {"code": "function handler(event) {}", "runtime": "cloudfront-js-2.0"}
    assert list(refused(FUNCTION, good | changes, beside())) == blamed


def test_keys_and_values_are_short_and_once_there() -> None:
    pairs = [
        {"key": "k" * 512, "value": "v" * 1024},
        {"key": "a", "value": "v" * 1025},
        {"key": "a", "value": "v"},
    ]
    found = refused(DATA, {"resourceKeyValuePairs": pairs}, beside())
    assert list(found) == ["resourceKeyValuePairs[2].key", "resourceKeyValuePairs[1].value"]


@pytest.mark.parametrize(
    ("config", "fine"),
    [
        ({"headerBehavior": "none"}, True),
        ({"headerBehavior": "whitelist", "headers": {"items": ["Origin"]}}, True),
        ({"headerBehavior": "whitelist"}, False),
        ({"headerBehavior": "none", "headers": {"items": ["Origin"]}}, False),
    ],
)
def test_what_a_cache_key_lists(config: dict[str, Any], fine: bool) -> None:
    found = refused(CACHING, {KEYS: {"headersConfig": config}}, beside())
    assert (f"{KEYS}.headersConfig.headers" not in found) is fine


@pytest.mark.parametrize(
    ("region", "kind", "blamed"),
    [
        ("us-east-1", "ACCESS_LOGS", []),
        ("eu-central-1", "ACCESS_LOGS", ["region"]),
        ("us-east-1", "WAF_LOGS", ["logType"]),
    ],
)
def test_logs_of_the_edge(region: str, kind: str, blamed: list[str]) -> None:
    arn = "arn:aws:cloudfront::444455556666:distribution/E1"
    assert list(refused(SOURCE, {"resourceArn": arn, "logType": kind, "region": region}, beside())) == blamed


@pytest.mark.parametrize(
    ("type_", "fine"),
    [
        *(("ml.m7i.xlarge", True), ("ml.r6id.large", False), ("ml.m5d.large", False), ("ml.g4dn.xlarge", False)),
        *(("ml.g5.xlarge", False), ("ml.c6gd.large", False), ("ml.inf2.xlarge", True), ("ml.c7g.large", True)),
    ],
)
def test_disks_of_ones_own_take_no_key(type_: str, fine: bool) -> None:
    inputs = {"kmsKeyArn": KEY, "productionVariants": [{"instanceType": type_, "initialInstanceCount": 1}]}
    assert ("kmsKeyArn" not in refused(CONFIG, inputs, beside())) is fine
    del inputs["kmsKeyArn"]
    assert refused(CONFIG, inputs, beside()) == {}
