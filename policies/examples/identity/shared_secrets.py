"""Secrets that a partner has, too."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_CHANGED = "identity-shared-secret-reminder"
_SECRET = "aws:secretsmanager/secret:Secret"
_KMS_SECRET = "alicloud:kms/secret:Secret"


def _schedule(text: Any, every: Any = "rate(90 days)", **more: Any) -> Res:
    return res(
        "aws:scheduler/schedule:Schedule",
        "reminder",
        scheduleExpression=every,
        target={"arn": UNKNOWN, "roleArn": UNKNOWN, "input": text},
        **more,
    )


def _alert(text: Any, **more: Any) -> Res:
    annotations = [{"key": "title", "value": "Change the keys"}, {"key": "desc", "value": text}]
    return res("alicloud:sls/alert:Alert", "reminder", configuration={"annotations": annotations}, **more)


EXAMPLES: tuple[Example, ...] = (
    passes(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "90"}), _schedule(ref("key"))),
    passes(
        _CHANGED,
        res(_SECRET, "key", tags={"rotate-days": "30"}),
        res("aws:secretsmanager/secretRotation:SecretRotation", "rotation", secretId=ref("key")),
    ),
    fails(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "90"}), says="nothing reminds people"),
    fails(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "90"}), _schedule("Change the keys")),
    fails(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "365"}), _schedule(ref("key")), says="at most 90"),
    fails(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "30"}), _schedule(ref("key")), says="every 90 days"),
    fails(
        _CHANGED,
        res(_SECRET, "key", tags={"rotate-days": "90"}),
        _schedule(ref("key"), state="DISABLED"),
        says="off",
    ),
    fails(
        _CHANGED,
        res(_SECRET, "key", tags={"rotate-days": "30"}),
        res(
            "aws:secretsmanager/secretRotation:SecretRotation",
            "rotation",
            secretId=ref("key"),
            rotationEnabled=False,
        ),
        says="is switched off",
    ),
    unknown(_CHANGED, res(_SECRET, "key", tags={"rotate-days": "90"}), _schedule(ref("key"), UNKNOWN)),
    skips(_CHANGED, res(_SECRET, "key", tags={"owner": "shop"})),
    unknown(_CHANGED, res(_SECRET, "key", tags={"rotate-days": UNKNOWN}), _schedule(ref("key"))),
    passes(_CHANGED, res(_KMS_SECRET, "key", tags={"rotate-days": "90"}), _alert(ref("key"))),
    fails(_CHANGED, res(_KMS_SECRET, "key", tags={"rotate-days": "90"}), _alert("key")),
    fails(_CHANGED, res(_KMS_SECRET, "key", tags={"rotate-days": "90"}), _alert(ref("key"), status="DISABLED")),
    skips(_CHANGED, res(_KMS_SECRET, "key")),
    unknown(_CHANGED, res(_KMS_SECRET, "key", tags={"rotate-days": UNKNOWN}), _alert(ref("key"))),
)
