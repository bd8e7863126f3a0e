"""What is specific to buckets on AWS."""

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
from tests.components.harness import AWS
from tests.facts.checker import errors_of

ACCOUNT = AWS.account_id


build = partial(build_sample, "aws")


def statements(resource: Resource) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(resource.inputs["policy"])["Statement"]}


def bucket(**changes: Any) -> dict[tuple[str, str], Resource]:
    resources, _ = build(Bucket, lambda args: replace(args, **changes))
    assert errors_of(resources) == []
    return {(resource.type.split(":")[-1], resource.name): resource for resource in resources}


def test_both_buckets_are_private_versioned_and_tls_only() -> None:
    found = bucket()
    for name in ("media-bucket", "media-logs"):
        block = found["BucketPublicAccessBlock", name].inputs
        for flag in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"):
            assert block[flag] is True
        assert found["BucketOwnershipControls", name].inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
        assert found["BucketVersioning", name].inputs["versioningConfiguration"] == {"status": "Enabled"}
        deny = statements(found["BucketPolicy", name])["TlsOnly"]
        assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_data_is_encrypted_with_the_given_key() -> None:
    encryption = bucket()["BucketServerSideEncryptionConfiguration", "media-bucket"]
    (rule,) = encryption.inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "aws:kms"
    assert "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId" in encryption.unknown
    assert rule["bucketKeyEnabled"] is True


def test_policy_waits_for_the_public_access_block() -> None:
    found = bucket()
    assert found["BucketPublicAccessBlock", "media-bucket"].urn in found["BucketPolicy", "media-bucket"].depends_on


def test_access_is_logged_into_a_bucket_that_only_this_bucket_writes_to() -> None:
    found = bucket()
    logging = found["BucketLogging", "media-bucket"]
    assert logging.inputs["targetBucket"] == found["Bucket", "media-logs"].inputs["bucket"]
    assert found["BucketPolicy", "media-logs"].urn in logging.depends_on
    (write,) = (s for s in statements(found["BucketPolicy", "media-logs"]).values() if s["Effect"] == "Allow")
    assert write["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    assert write["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}
    assert write["Condition"]["ArnLike"] == {"aws:SourceArn": f"arn:aws:s3:::{logging.inputs['bucket']}"}
    prefix = f"arn:aws:s3:::{logging.inputs['targetBucket']}/{logging.inputs['targetPrefix']}"
    assert write["Resource"] == f"{prefix}*"


def test_served_bucket_leaves_its_policy_to_the_edge() -> None:
    assert ("BucketPolicy", "media-bucket") not in bucket(served_by_edge=True)


@pytest.mark.parametrize(
    ("changes", "expiration", "transitions"),
    [
        ({}, {"expiredObjectDeleteMarker": True}, [{"days": 90, "storageClass": "STANDARD_IA"}]),
        ({"expire_days": 365, "infrequent_after_days": None}, {"days": 365}, None),
    ],
)
def test_lifecycle_follows_the_arguments(
    changes: dict[str, Any], expiration: dict[str, Any], transitions: list[Any] | None
) -> None:
    (rule,) = bucket(**changes)["BucketLifecycleConfiguration", "media-bucket"].inputs["rules"]
    assert rule["expiration"] == expiration
    assert rule.get("transitions") == transitions
    assert rule["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 7}
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 30}


def test_only_a_disposable_bucket_can_be_destroyed_with_its_objects() -> None:
    for disposable in (False, True):
        found = bucket(disposable=disposable)
        for name in ("media-bucket", "media-logs"):
            assert found["Bucket", name].inputs["forceDestroy"] is disposable
            assert found["Bucket", name].options.get("protect", False) is not disposable


def test_bucket_tells_what_it_holds() -> None:
    tags = bucket(data=DataClass.CONFIDENTIAL)["Bucket", "media-bucket"].inputs["tags"]
    assert tags["data-classification"] == "confidential"


def test_a_locked_bucket_takes_objects_and_gives_none_back() -> None:
    found = bucket(locked_days=2557, expire_days=2922)
    assert found["Bucket", "media-bucket"].inputs["objectLockEnabled"] is True
    lock = found["BucketObjectLockConfiguration", "media-bucket"]
    assert lock.inputs["rule"] == {"defaultRetention": {"mode": "GOVERNANCE", "days": 2557}}
    assert found["BucketVersioning", "media-bucket"].urn in lock.depends_on
    deny = statements(found["BucketPolicy", "media-bucket"])["AppendOnly"]
    assert (deny["Effect"], deny["Principal"]) == ("Deny", "*")
    assert {*deny["Action"]} == {"s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"}


def test_any_other_bucket_has_no_lock() -> None:
    found = bucket()
    assert found["Bucket", "media-bucket"].inputs["objectLockEnabled"] is False
    assert not any(type_ == "BucketObjectLockConfiguration" for type_, _ in found)
    assert "AppendOnly" not in statements(found["BucketPolicy", "media-bucket"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"disposable": True}, "could not be destroyed"),
        ({"served_by_edge": True}, "no file could be put right"),
        ({"expire_days": 2556}, "at most expire_days, 2556"),
    ],
)
def test_a_lock_that_would_be_in_the_way_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        bucket(locked_days=2557, **changes)
