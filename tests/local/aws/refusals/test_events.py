"""Rules about events, mail and text messages."""

import json
from typing import Any

import pytest

from tests.local.aws.refusals.judged import beside, refused

RULE = "cloudwatch/eventRule:EventRule"
TARGET = "cloudwatch/eventTarget:EventTarget"
IDENTITY = "sesv2/emailIdentity:EmailIdentity"
FROM = "sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes"
NUMBER = "pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber"


@pytest.mark.parametrize(
    "pattern",
    [
        "{",
        "[]",
        "{}",
        '{"source": "aws.s3"}',
        '{"source": []}',
        '{"detail": {}}',
        '{"source": [["aws.s3"]]}',
        '{"source": [{"starts-with": "aws"}]}',
        '{"source": [{"prefix": "a", "suffix": "b"}]}',
        '{"$or": [{"source": "aws.s3"}, {"source": ["aws.ec2"]}]}',
        '{"$or": ["aws.s3"]}',
    ],
)
def test_patterns_that_are_refused(pattern: str) -> None:
    assert "eventPattern" in refused(RULE, {"eventPattern": pattern}, beside())


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["aws.s3"], "detail": {"size": [{"numeric": [">", 5]}], "gone": [{"exists": False}, None]}},
        {"$or": [{"source": ["aws.s3"]}, {"detail": {"bucket": [{"anything-but": {"prefix": "logs"}}]}}]},
    ],
)
def test_patterns_that_are_taken(pattern: dict[str, Any]) -> None:
    assert refused(RULE, {"eventPattern": json.dumps(pattern)}, beside()) == {}


def test_paths_into_events_begin_at_the_root() -> None:
    paths = {"inputTransformer": {"inputPaths": {"who": "$.detail", "what": "detail.mail"}}}
    assert list(refused(TARGET, paths, beside())) == ["inputTransformer.inputPaths.what"]


@pytest.mark.parametrize(
    ("identity", "fine"),
    [
        ("news.example.net", True),
        ("shop@example.net", True),
        ("news", False),
        ("@example.net", False),
        ("a..b", False),
    ],
)
def test_identities(identity: str, fine: bool) -> None:
    assert (not refused(IDENTITY, {"emailIdentity": identity}, beside())) is fine


@pytest.mark.parametrize(
    ("identity", "domain", "fine"),
    [
        ("news.example.net", "bounce.news.example.net", True),
        ("shop@example.net", "bounce.example.net", True),
        ("news.example.net", "news.example.net", False),
        ("news.example.net", "bouncenews.example.net", False),
    ],
)
def test_what_bounces_stays_in_the_family(identity: str, domain: str, fine: bool) -> None:
    found = refused(FROM, {"emailIdentity": identity, "mailFromDomain": domain}, beside())
    assert ("mailFromDomain" not in found) is fine


@pytest.mark.parametrize(
    ("kind", "country", "message", "fine"),
    [
        ("LONG_CODE", "DE", "PROMOTIONAL", True),
        ("TEN_DLC", "US", "PROMOTIONAL", True),
        ("TEN_DLC", "DE", "TRANSACTIONAL", False),
        ("SIMULATOR", "US", "PROMOTIONAL", False),
    ],
)
def test_numbers(kind: str, country: str, message: str, fine: bool) -> None:
    inputs = {"numberType": kind, "isoCountryCode": country, "messageType": message}
    assert (not refused(NUMBER, inputs, beside())) is fine
