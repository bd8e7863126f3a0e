"""What is specific to buckets on Alibaba Cloud."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.bucket import Bucket
from components.errors import InvalidArgument
from components.label import DataClass
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import known

KEY = "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz1"


build = partial(build_sample, "alicloud")


def statements(resource: Resource, property_: str = "policyDocument") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resource.inputs[property_])["Statement"]
    return found


def bucket(**changes: Any) -> dict[tuple[str, str], Resource]:
    resources, _ = build(Bucket, lambda args: replace(args, key_arn=known(KEY), **changes))
    return {(resource.type.split(":")[-1], resource.name): resource for resource in resources}


def test_both_buckets_are_private_versioned_and_tls_only() -> None:
    found = bucket()
    for name in ("media-data", "media-log"):
        assert found["BucketPublicAccessBlock", name].inputs["blockPublicAccess"] is True
        assert found["BucketAcl", name].inputs["acl"] == "private"
        assert found["BucketVersioning", name].inputs["status"] == "Enabled"
        assert found["BucketHttpsConfig", name].inputs["tlsVersions"] == ["TLSv1.2", "TLSv1.3"]
        deny = statements(found["BucketPolicy", name], "policy")[0]
        assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"acs:SecureTransport": ["false"]}})


def test_both_buckets_are_encrypted_with_the_given_key_and_survive_a_zone() -> None:
    found = bucket()
    for name in ("media-data", "media-log"):
        encryption = found["BucketServerSideEncryption", name].inputs
        assert (encryption["sseAlgorithm"], encryption["kmsMasterKeyId"]) == ("KMS", "key-hzz1")
        assert found["Bucket", name].inputs["redundancyType"] == "ZRS"


def test_bucket_leaves_alone_what_has_resources_of_its_own() -> None:
    ignored = bucket()["Bucket", "media-data"].options["ignore_changes"]
    assert sorted(ignored) == ["acl", "logging", "policy", "serverSideEncryptionRule", "versioning"]


def test_policy_and_acl_wait_for_the_public_access_block() -> None:
    found = bucket()
    block = found["BucketPublicAccessBlock", "media-data"].urn
    for type_ in ("BucketPolicy", "BucketAcl"):
        assert block in found[type_, "media-data"].depends_on


def test_access_is_logged_by_a_role_that_may_only_write_the_log() -> None:
    found = bucket()
    logging = found["BucketLogging", "media-log"]
    assert logging.inputs["bucket"] == found["Bucket", "media-data"].inputs["bucket"]
    assert logging.inputs["targetBucket"] == found["Bucket", "media-log"].inputs["bucket"]
    write, use_key = statements(found["Policy", "media-log-writer"])
    assert write["Action"] == ["oss:PutObject"]
    assert write["Resource"] == [f"acs:oss:*:1234567890123456:{logging.inputs['targetBucket']}/*"]
    assert use_key["Resource"] == [KEY]
    assert found["RolePolicyAttachment", "media-log-writer"].urn in logging.depends_on


def test_served_bucket_leaves_its_policy_to_the_edge() -> None:
    found = bucket(served_by_edge=True)
    assert ("BucketPolicy", "media-data") not in found
    assert ("BucketPolicy", "media-log") in found


@pytest.mark.parametrize(
    ("changes", "expiration", "transitions"),
    [
        ({}, {"expiredObjectDeleteMarker": True}, [{"days": 90, "storageClass": "IA"}]),
        ({"expire_days": 365, "infrequent_after_days": None}, {"days": 365}, None),
    ],
)
def test_lifecycle_follows_the_arguments(
    changes: dict[str, Any], expiration: dict[str, Any], transitions: list[Any] | None
) -> None:
    (rule,) = bucket(**changes)["Bucket", "media-data"].inputs["lifecycleRules"]
    assert rule["expirations"] == [expiration]
    assert rule.get("transitions") == transitions
    assert rule["abortMultipartUploads"] == [{"days": 7}]
    assert rule["noncurrentVersionExpirations"] == [{"days": 30}]


def test_only_a_disposable_bucket_can_be_destroyed_with_its_objects() -> None:
    for disposable in (False, True):
        found = bucket(disposable=disposable)
        for name in ("media-data", "media-log"):
            assert found["Bucket", name].inputs["forceDestroy"] is disposable
            assert found["Bucket", name].options.get("protect", False) is not disposable


def test_bucket_tells_what_it_holds() -> None:
    tags = bucket(data=DataClass.CONFIDENTIAL)["Bucket", "media-data"].inputs["tags"]
    assert tags["data-classification"] == "confidential"


def test_a_locked_bucket_is_locked_for_ever_once_its_versions_are_on() -> None:
    found = bucket(locked_days=2557)
    worm = found["BucketWorm", "media-data"]
    assert (worm.inputs["retentionPeriodInDays"], worm.inputs["status"]) == (2557, "Locked")
    assert found["BucketVersioning", "media-data"].urn in worm.depends_on
    assert worm.options["protect"] is True
    assert not any(type_ == "BucketWorm" for type_, _ in bucket())


def test_a_lock_that_would_be_in_the_way_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="could not be destroyed"):
        bucket(locked_days=2557, disposable=True)
