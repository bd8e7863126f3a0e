"""One query cannot read the whole lake."""

from __future__ import annotations

from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View


def _workgroup(workgroup: View) -> Outcome:
    if not float(workgroup.get("configuration.bytesScannedCutoffPerQuery", 0)):
        return "`configuration.bytesScannedCutoffPerQuery` is not set"
    if workgroup.get("configuration.enforceWorkgroupConfiguration", True) is not True:
        return "`configuration.enforceWorkgroupConfiguration` is false: clients may leave the limit out"
    return None


def _project(project: View) -> Outcome:
    if not float(project.get("properties.sqlMeteringMax", 0)):
        return "`properties.sqlMeteringMax` is not set"
    if project.get("properties.allowFullScan", False) is True:
        return "`properties.allowFullScan` is true: a query need not name days"
    return None


RULES = (
    Rule(
        id="cost-query-scan-limit",
        title="A query that would read too much is stopped",
        area=Area.COST,
        severity=Severity.MEDIUM,
        why="Queries are paid by what they read: one that names no day reads years, and a dashboard asks hourly.",
        remediation="set `analysis.scan_limit_gib` in shop.yaml; QueryWorkspace gives it to the cloud",
        source="https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
        checks={
            "aws:athena/workgroup:Workgroup": _workgroup,
            "alicloud:maxcompute/project:Project": _project,
        },
    ),
)
