"""Workspaces that publish what queries read, and such that do not."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_RULE = "log-query-workspace"
_WORKGROUP = "aws:athena/workgroup:Workgroup"

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_WORKGROUP, configuration={"publishCloudwatchMetricsEnabled": True})),
    passes(_RULE, res(_WORKGROUP, name="analysis")),  # the default of the provider
    fails(_RULE, res(_WORKGROUP, configuration={"publishCloudwatchMetricsEnabled": False}), says="is not true"),
    unknown(_RULE, res(_WORKGROUP, configuration={"publishCloudwatchMetricsEnabled": UNKNOWN})),
)
