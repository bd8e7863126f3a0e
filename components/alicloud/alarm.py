"""CloudMonitor alarms, all of one shape: they always tell somebody, and again every hour until it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import pulumi
from pulumi_alicloud import cms

from components.alicloud.context import AlicloudContext

PROBE_MILLISECONDS = 30_000
"""How long a probe of CloudMonitor waits for an answer, as in its own examples. Without a number the provider asks
for 0. Source: terraform-provider-alicloud, resource_alicloud_cms_site_monitor.go, `time_out`, 2026-08."""


class Above(StrEnum):
    """Direction of the threshold."""

    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"


def alarm(
    ctx: AlicloudContext,
    component: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    namespace: str,
    metric: str,
    dimensions: Sequence[Mapping[str, pulumi.Input[str]]],
    threshold: float,
    notify: pulumi.Input[str],
    statistics: str = "Average",
    when: Above = Above.MORE,
    period_seconds: int = 60,
    times: int = 3,
) -> cms.Alarm:
    """One alarm named `{component}-{role}`.

    `namespace` is CloudMonitor's (`acs_ess_dashboard`), `dimensions` the resources it watches, `times` how many
    periods in a row must breach. `statistics` must be one that CloudMonitor keeps of the metric: any other never
    has a value, and the alarm stays silent.
    """
    return cms.Alarm(
        f"{component}-{role}",
        name=ctx.label.physical(f"{component}-{role}", 128),
        project=namespace,
        metric=metric,
        metric_dimensions=pulumi.Output.json_dumps([dict(dimension) for dimension in dimensions]),
        escalations_critical={
            "statistics": statistics,
            "comparison_operator": when.value,
            "threshold": f"{threshold:.15g}",  # CloudMonitor refuses 1e+10
            "times": times,
        },
        contact_groups=[notify],
        period=period_seconds,
        silence_time=3600,  # the default is a day: a flood that lasts two hours would be told once
        enabled=True,
        tags=ctx.label.tags(component),
        opts=opts,
    )
