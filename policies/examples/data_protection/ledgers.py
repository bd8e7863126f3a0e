"""Examples for locked ledgers."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_S3 = "aws:s3/bucket:Bucket"
_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
_OSS = "alicloud:oss/bucket:Bucket"
_WORM = "alicloud:oss/bucketWorm:BucketWorm"
_RULE = "data-ledger-locked"


def _lock(days: Any, mode: str = "COMPLIANCE") -> Res:
    return res(_LOCK, "lock", bucket=ref("click-ledger"), rule={"defaultRetention": {"mode": mode, "days": days}})


def _policy(**more: Any) -> Res:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:BypassGovernanceRetention", "Resource": "*", **more}
    text = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    return res("aws:s3/bucketPolicy:BucketPolicy", "policy", bucket=ref("click-ledger"), policy=text)


def _worm(days: Any, status: str = "Locked") -> Res:
    return res(_WORM, "worm", bucket=ref("click-ledger"), retentionPeriodInDays=days, status=status)


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_S3, "click-ledger"), _lock(2557)),
    passes(_RULE, res(_S3, "click-ledger"), _lock(2557, "GOVERNANCE"), _policy()),
    fails(_RULE, res(_S3, "click-ledger"), _lock(2557, "GOVERNANCE"), says="administrators delete what is locked"),
    fails(
        _RULE,
        res(_S3, "click-ledger"),
        _lock(2557, "GOVERNANCE"),
        _policy(Principal={"AWS": "arn:aws:iam::111122223333:role/orders"}),
    ),
    fails(_RULE, res(_S3, "click-ledger"), says="for 0 days, at least 365"),
    fails(_RULE, res(_S3, "click-ledger"), _lock(30)),
    skips(_RULE, res(_S3, "media")),
    unknown(_RULE, res(_S3, "click-ledger"), _lock(UNKNOWN)),
    passes(_RULE, res(_OSS, "click-ledger"), _worm(2557)),
    fails(_RULE, res(_OSS, "click-ledger"), says="no BucketWorm locks it"),
    fails(_RULE, res(_OSS, "click-ledger"), _worm(2557, "InProgress"), says="lapses after a day"),
    fails(_RULE, res(_OSS, "click-ledger"), _worm(30)),
    skips(_RULE, res(_OSS, "media")),
    unknown(_RULE, res(_OSS, "click-ledger"), _worm(UNKNOWN)),
)
