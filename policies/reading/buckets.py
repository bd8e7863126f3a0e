"""What a bucket has, written in the bucket itself or in separate resources, on both clouds.

Where both say something, the separate resource counts: it is made later. Every reader takes the view of an
`aws:s3/bucket:Bucket` or `alicloud:oss/bucket:Bucket`, notes what it reads as evidence, and raises `UnknownValue`
where nobody can say yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.reading.documents import Statement, statements
from policies.view import View

S3 = "aws:s3/bucket:Bucket"
OSS = "alicloud:oss/bucket:Bucket"


@dataclass(frozen=True, slots=True)
class _Twin:
    """One setting of a bucket in its two shapes."""

    separate: str
    """Type of the resource that has it; its `bucket` names the bucket."""
    inside: str
    """Path of the setting's object in that resource; empty for the resource itself."""
    inline: str
    """Path of the same object in the bucket."""


_ENCRYPTION = {
    S3: _Twin(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "rules",
        "serverSideEncryptionConfiguration.rule",
    ),
    OSS: _Twin(
        "alicloud:oss/bucketServerSideEncryption:BucketServerSideEncryption", "", "serverSideEncryptionRule"
    ),
}
_VERSIONING = {
    S3: _Twin("aws:s3/bucketVersioning:BucketVersioning", "versioningConfiguration", "versioning"),
    OSS: _Twin("alicloud:oss/bucketVersioning:BucketVersioning", "", "versioning"),
}
_LOGGING = {
    S3: _Twin("aws:s3/bucketLogging:BucketLogging", "", "logging"),
    OSS: _Twin("alicloud:oss/bucketLogging:BucketLogging", "", "logging"),
}
_ACL = {
    S3: "aws:s3/bucketAcl:BucketAcl",
    OSS: "alicloud:oss/bucketAcl:BucketAcl",
}
_POLICY = {
    S3: "aws:s3/bucketPolicy:BucketPolicy",
    OSS: "alicloud:oss/bucketPolicy:BucketPolicy",
}
_ACCESS_BLOCK = {
    S3: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    OSS: "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock",
}
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def attached(bucket: View, type_: str, path: str = "bucket") -> list[View]:
    """The resources of a type whose `path` names this bucket.

    Raises:
        UnknownValue: none does for sure, and one may.
    """
    found = bucket.referring(type_, path)
    if not found:
        for other in bucket.stack.unlinked(type_, path):
            bucket.of(other).targets(path)
    return found


def encryption(bucket: View) -> View | None:
    """What encrypts new objects: `sseAlgorithm` and `kmsMasterKeyId`, on OSS also `kmsDataEncryption`."""
    rule = _setting(bucket, _ENCRYPTION)
    if rule is None or bucket.type == OSS:
        return rule
    return rule.at("applyServerSideEncryptionByDefault")


def versioned(bucket: View) -> bool:
    """Whether overwritten and deleted objects are kept as older versions."""
    setting = _setting(bucket, _VERSIONING)
    if setting is None:
        return False
    if setting.type == S3:
        return setting.get("enabled", False) is True
    return bool(setting.get("status") == "Enabled")


def logging(bucket: View) -> View | None:
    """Where requests are recorded: `targetBucket` and `targetPrefix`; follow the first with `targets`."""
    return _setting(bucket, _LOGGING)


def log_sources(bucket: View) -> list[View]:
    """The buckets and BucketLoggings that record their requests in this one."""
    separate = attached(bucket, _LOGGING[bucket.type].separate, "targetBucket")
    return [*separate, *bucket.referring(bucket.type, "logging.targetBucket")]


def acls(bucket: View) -> Iterator[str]:
    """The canned ACLs that count (`private` where none is set): the separate one, else the inline one."""
    separate = attached(bucket, _ACL[bucket.type])
    for holder in separate or [bucket]:
        yield str(holder.get("acl", "private"))


def grantee_groups(bucket: View) -> Iterator[str]:
    """The URIs of the groups that an S3 bucket grants something outside of canned ACLs; OSS has none."""
    if bucket.type == OSS:
        return
    for acl in attached(bucket, _ACL[S3]):
        for grant in acl.each("accessControlPolicy.grants"):
            yield str(grant.get("grantee.uri", ""))
    for grant in bucket.each("grants"):
        yield str(grant.get("uri", ""))


def access_block(bucket: View) -> View | None:
    """Its BucketPublicAccessBlock: four flags on S3, `blockPublicAccess` on OSS."""
    found = attached(bucket, _ACCESS_BLOCK[bucket.type])
    return found[0] if found else None


def policy(bucket: View) -> Iterator[Statement]:
    """The statements of its bucket policies, separate and inline."""
    for holder in attached(bucket, _POLICY[bucket.type]):
        yield from statements(holder)
    if bucket.has("policy"):
        yield from statements(bucket)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RuleShape:
    """Where a lifecycle rule says what: (path of an object or list, property with the days)."""

    state: str
    expire: tuple[str, str]
    forget: tuple[str, str]
    abort: tuple[str, str]
    narrowed: tuple[str, ...]
    """What limits it to some objects."""


@dataclass(frozen=True, slots=True)
class LifecycleRule:
    """A rule in one of three shapes; values are read when they are asked for."""

    view: View
    _shape: _RuleShape

    @property
    def enabled(self) -> bool:
        """It is in force."""
        return self.view.get(self._shape.state) in (True, "Enabled")

    @property
    def whole(self) -> bool:
        """It applies to every object: no prefix, tag or size narrows it down."""
        return not any(value for path in self._shape.narrowed for value in _values(self.view.get(path)))

    @property
    def expires_after(self) -> int | None:
        """Days after which objects are deleted (or become older versions)."""
        return self._days(self._shape.expire)

    @property
    def forgets_versions_after(self) -> int | None:
        """Days after which older versions are deleted."""
        return self._days(self._shape.forget)

    @property
    def aborts_uploads_after(self) -> int | None:
        """Days after which what was uploaded in parts, and not finished, is deleted."""
        return self._days(self._shape.abort)

    def transitions(self) -> Iterator[View]:
        """Moves to a cheaper class: `days`, `storageClass`."""
        return self.view.each("transitions")

    def _days(self, place: tuple[str, str]) -> int | None:
        path, days = place
        found = [item.get(days) for item in self.view.each(path)] if path else [self.view.get(days)]
        return next((int(value) for value in found if value is not None), None)


_SEPARATE_RULE = _RuleShape(
    state="status",
    expire=("expiration", "days"),
    forget=("noncurrentVersionExpiration", "noncurrentDays"),
    abort=("abortIncompleteMultipartUpload", "daysAfterInitiation"),
    narrowed=("prefix", "filter"),
)
_INLINE_RULE = {
    S3: _RuleShape(
        state="enabled",
        expire=("expiration", "days"),
        forget=("noncurrentVersionExpiration", "days"),
        abort=("", "abortIncompleteMultipartUploadDays"),
        narrowed=("prefix", "tags"),
    ),
    OSS: _RuleShape(
        state="enabled",
        expire=("expirations", "days"),
        forget=("noncurrentVersionExpirations", "days"),
        abort=("abortMultipartUploads", "days"),
        narrowed=("prefix", "tags", "filter"),
    ),
}


def lifecycle(bucket: View) -> Iterator[LifecycleRule]:
    """Its lifecycle rules, those that are switched off included. OSS has no separate resource for them."""
    if bucket.type == S3:
        for configuration in attached(bucket, _LIFECYCLE):
            yield from (LifecycleRule(rule, _SEPARATE_RULE) for rule in configuration.each("rules"))
    for rule in bucket.each("lifecycleRules"):
        yield LifecycleRule(rule, _INLINE_RULE[bucket.type])


def _setting(bucket: View, twins: Mapping[str, _Twin]) -> View | None:
    """The object that has the setting; `None` where neither shape sets it."""
    twin = twins[bucket.type]
    for holder in attached(bucket, twin.separate):
        for setting in holder.each(twin.inside) if twin.inside else (holder,):
            return setting
    return bucket.at(twin.inline) if bucket.has(twin.inline) else None


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _values(item)
    else:
        yield value
