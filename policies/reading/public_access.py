"""What closes a bucket to the public whatever a policy or an ACL says: a block of its own, or of the account."""

from __future__ import annotations

from collections.abc import Mapping

from policies.reading.buckets import OSS, S3, access_block
from policies.reading.choice import one_is_good
from policies.view import View

S3_ACCOUNT = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
OSS_ACCOUNT = "alicloud:oss/accountPublicAccessBlock:AccountPublicAccessBlock"
PUBLIC_ACLS = frozenset({"public-read", "public-read-write", "authenticated-read"})
_S3_FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
_OSS_FLAGS = ("blockPublicAccess",)
_ACCOUNTS = {S3: S3_ACCOUNT, OSS: OSS_ACCOUNT}
_FLAGS: Mapping[str, tuple[str, ...]] = {
    S3: _S3_FLAGS,
    S3_ACCOUNT: _S3_FLAGS,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _S3_FLAGS,
    OSS: _OSS_FLAGS,
    OSS_ACCOUNT: _OSS_FLAGS,
    "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock": _OSS_FLAGS,
}


def flags_off(block: View) -> str | None:
    """Which flags of a block are not true, `None` where all are. The provider takes what is left out as false."""
    off = [f"`{flag}`" for flag in _FLAGS[block.type] if block.get(flag, False) is not True]
    return ", ".join(off) or None


def unblocked(bucket: View) -> str | None:
    """What is missing for a bucket to be closed, `None` where it is.

    Raises:
        NotEvaluated: no block closes it for certain, and one may.
    """
    own = access_block(bucket)
    blocks = ([own] if own else []) + bucket.all(_ACCOUNTS[bucket.type])
    if one_is_good(blocks, flags_off) is None:
        return None
    return f"its BucketPublicAccessBlock lacks {flags_off(own)}" if own else "no BucketPublicAccessBlock closes it"
