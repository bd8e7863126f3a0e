"""Who is told what of a site on DCDN: errors, an experiment that hurts, and visitors that are refused."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.edge import Site

_ERROR_PERCENT = 5
_EXPERIMENT_ERROR_PERCENT = 1
"""While an experiment runs on a site. DCDN counts no errors by variant, so this says only: look at it first."""
_REFUSED_PERCENT = 30
"""Of answers with a status 4xx. DCDN's firewall has no metrics of its own; what it stops is in them."""


def edge_alarms(
    ctx: AlicloudContext,
    name: str,
    site: Site,
    hosts: Sequence[str],
    notify: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Two alarms for a site, one more where an experiment is on."""
    watched = [("errors", "code_ratio_5", _ERROR_PERCENT), ("limit", "code_ratio_4", _REFUSED_PERCENT)]
    if any(each.enabled for each in site.experiments):
        watched.append(("experiment", "code_ratio_5", _EXPERIMENT_ERROR_PERCENT))
    for role, metric, percent in watched:
        alarm(
            ctx,
            name,
            f"{site.name}-{role}",
            opts,
            namespace="acs_dcdn",
            metric=metric,  # percent of answers with that class of status
            dimensions=[{"instanceId": host} for host in hosts],
            statistics="Maximum",
            threshold=percent,
            notify=notify,
        )
