"""Buckets: objects are encrypted with a key of ours, and travel over TLS only."""

from __future__ import annotations

from policies.checks import shown
from policies.reading.bucket_role import holds_access_logs, holds_audit_trail
from policies.reading.buckets import OSS, S3, attached, encryption, policy
from policies.reading.documents import Statement
from policies.reading.own_key import not_own
from policies.resource import HIDDEN
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import UnknownValue, View

_HTTPS = "alicloud:oss/bucketHttpsConfig:BucketHttpsConfig"
_SECURE = frozenset({"TLSv1.2", "TLSv1.3"})


def _s3_kms(bucket: View) -> Outcome:
    fault = _not_kms(bucket)
    if fault and holds_access_logs(bucket) and not holds_audit_trail(bucket):
        return NotApplicable("it takes access logs: load balancers and S3 write them with S3's own key only")
    return fault


def _not_kms(bucket: View) -> str | None:
    setting = encryption(bucket)
    if setting is None:
        return "nothing sets its default encryption, so it is S3's own key"
    algorithm = setting.get("sseAlgorithm")
    if algorithm not in ("aws:kms", "aws:kms:dsse"):
        return f"`sseAlgorithm` is {shown(algorithm)}, so it is S3's own key"
    return not_own(setting, "kmsMasterKeyId")


def _oss_kms(bucket: View) -> Outcome:
    setting = encryption(bucket)
    if setting is None:
        return "nothing sets its encryption"
    algorithm = setting.get("sseAlgorithm")
    if algorithm != "KMS":
        return f"`sseAlgorithm` is {shown(algorithm)}, so it is OSS's own key"
    return not_own(setting, "kmsMasterKeyId")


def _s3_tls(bucket: View) -> Outcome:
    return _refuses_plain(bucket, "aws:SecureTransport", ("s3:GetObject", "s3:PutObject", "s3:ListBucket"))


def _oss_tls(bucket: View) -> Outcome:
    fault = _refuses_plain(bucket, "acs:SecureTransport", ("oss:GetObject", "oss:PutObject", "oss:ListObjects"))
    return fault or _old_versions(bucket)


def _refuses_plain(bucket: View, key: str, actions: tuple[str, ...]) -> str | None:
    if any(_refuses(statement, key, actions) for statement in policy(bucket)):
        return None
    return f"no statement of its policy denies everybody every action where `{key}` is false"


def _refuses(statement: Statement, key: str, actions: tuple[str, ...]) -> bool:
    return (
        not statement.allows
        and statement.for_anyone
        and not statement.not_principals
        and all(map(statement.covers, actions))
        # A further condition would let some plain requests through
        and len(statement.conditions) == 1
        and all(c.compares in ("bool", "boolifexists") and _no(c.values) for c in statement.on(key))
        and bool(statement.on(key))
        and _whole(statement)
    )


def _whole(statement: Statement) -> bool:
    """Whether it is about the bucket and about everything in it."""
    if HIDDEN in statement.resources:
        raise UnknownValue("Resource")
    return any(resource.endswith("*") for resource in statement.resources) and any(
        "/" not in resource.rpartition(":")[2] for resource in statement.resources
    )


def _no(values: tuple[str, ...]) -> bool:
    return len(values) == 1 and values[0].lower() == "false"


def _old_versions(bucket: View) -> str | None:
    for config in attached(bucket, _HTTPS):
        if config.get("enable", False) is not True:
            return "`enable` of its BucketHttpsConfig is not true, so TLS 1.0 is accepted"
        versions = config.values("tlsVersions")
        weak = [version for version in versions if version not in _SECURE]
        if weak or not versions:
            return f"`tlsVersions` of its BucketHttpsConfig is {shown(list(versions))}"
        return None
    return "no BucketHttpsConfig refuses TLS 1.0 and 1.1"


RULES = (
    Rule(
        id="encryption-object-store-kms",
        title="Buckets are encrypted with a key of ours, but for those that take access logs",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="With the store's own key, who may read the bucket may read everything in it. A key of ours is a"
        " second lock that a mistake in the bucket's policy does not open.",
        remediation="build it with Bucket and the `key_arn` of an EncryptionKey",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
        checks={S3: _s3_kms, OSS: _oss_kms},
        scope=Scope.STACK,
    ),
    Rule(
        id="encryption-object-store-tls-only",
        title="Buckets refuse requests that do not come over TLS",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Both clouds answer plain http: one wrong URL in a service, and customers' documents go over the wire"
        " in clear, with the signature that opens them.",
        remediation="build it with Bucket: its policy denies what is not TLS, and OSS demands TLS 1.2 or later",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
        checks={S3: _s3_tls, OSS: _oss_tls},
        scope=Scope.STACK,
    ),
)
