"""Workspaces whose results are encrypted, and such whose are not."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_RULE = "encryption-query-results"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")


def _workgroup(**configuration: Any) -> Res:
    return res("aws:athena/workgroup:Workgroup", "analysis", configuration=configuration)


def _project(**encryption: Any) -> Res:
    return res(
        "alicloud:maxcompute/project:Project", projectName="shop", properties={"encryption": encryption or None}
    )


def _managed(key: Any) -> dict[str, Any]:
    return {"enabled": True, "encryptionConfiguration": {"kmsKey": key}}


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _workgroup(managedQueryResultsConfiguration=_managed(ref("key"))), _KEY),
    fails(_RULE, _workgroup(bytesScannedCutoffPerQuery=10**12), says="encryptionOption"),
    fails(_RULE, _workgroup(managedQueryResultsConfiguration={"enabled": True}), says="kmsKey"),
    passes(
        _RULE,
        _workgroup(
            resultConfiguration={
                "outputLocation": "s3://results/",
                "encryptionConfiguration": {"encryptionOption": "SSE_KMS", "kmsKeyArn": ref("key")},
            }
        ),
        _KEY,
    ),
    fails(
        _RULE,
        _workgroup(resultConfiguration={"encryptionConfiguration": {"encryptionOption": "SSE_S3"}}),
        says="SSE_S3",
    ),
    fails(
        _RULE,
        _workgroup(
            enforceWorkgroupConfiguration=False, managedQueryResultsConfiguration=_managed("arn:aws:kms:a:1:key/1")
        ),
        says="each client decides",
    ),
    unknown(_RULE, _workgroup(enforceWorkgroupConfiguration=UNKNOWN)),
    passes(_RULE, _project(enable=True, algorithm="AES256", key=ref("key")), _ALICLOUD_KEY),
    fails(_RULE, _project(), says="enable"),
    fails(_RULE, _project(enable=True, algorithm="AES256"), says="properties.encryption.key"),
    unknown(_RULE, _project(enable=UNKNOWN)),
)
