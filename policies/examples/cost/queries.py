"""Workspaces with and without a limit."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_RULE = "cost-query-scan-limit"


def _workgroup(**configuration: Any) -> Res:
    return res("aws:athena/workgroup:Workgroup", "analysis", configuration=configuration)


def _project(**properties: Any) -> Res:
    return res("alicloud:maxcompute/project:Project", "analysis", projectName="shop", properties=properties)


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _workgroup(bytesScannedCutoffPerQuery=10**11)),
    fails(_RULE, _workgroup(publishCloudwatchMetricsEnabled=True), says="bytesScannedCutoffPerQuery"),
    fails(
        _RULE,
        _workgroup(bytesScannedCutoffPerQuery=10**11, enforceWorkgroupConfiguration=False),
        says="clients may",
    ),
    unknown(_RULE, _workgroup(bytesScannedCutoffPerQuery=UNKNOWN)),
    passes(_RULE, _project(sqlMeteringMax="200")),
    fails(_RULE, _project(timezone="UTC"), says="sqlMeteringMax"),
    fails(_RULE, _project(sqlMeteringMax="200", allowFullScan=True), says="allowFullScan"),
    unknown(_RULE, _project(sqlMeteringMax=UNKNOWN)),
)
