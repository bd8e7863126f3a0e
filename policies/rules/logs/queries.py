"""What queries of the lake read is measured."""

from __future__ import annotations

from policies.checks import is_true
from policies.rule import Area, Rule, Severity

RULES = (
    Rule(
        id="log-query-workspace",
        title="The query workspace says what its queries read",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="Somebody who carries the lake away reads a lot at unusual hours: without the numbers of each query no"
        " alarm can tell.",
        remediation="build the workspace with QueryWorkspace, which publishes them",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/athena-controls.html#athena-4",
        checks={
            "aws:athena/workgroup:Workgroup": is_true(
                "configuration.publishCloudwatchMetricsEnabled", default=True
            )
        },
        not_applicable={"alicloud": "MaxCompute keeps the history of its jobs by itself (Information Schema)"},
    ),
)
