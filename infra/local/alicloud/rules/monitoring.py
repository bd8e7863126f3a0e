"""CloudMonitor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_SHORT_PERIODS_SECONDS = (10, 15, 30)
"""Besides whole minutes. Source: CloudMonitor API reference, PutResourceMetricRule, `Period`, 2026-08."""

_SPREAD = ("Average", "Maximum", "Minimum")
_STATISTICS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "acs_alb": dict.fromkeys(
        (
            *("LoadBalancerHTTPCode5XX", "LoadBalancerRejectedConnection", "LoadBalancerUnHealthyHostCount"),
            *("LoadBalancerUpstreamResponseTime", "ServerGroupHTTPCodeUpstream5XX", "ServerGroupHealthyHostCount"),
            *("ServerGroupUnHealthyHostCount", "ServerGroupUpstreamResponseTime"),
        ),
        ("Value",),
    ),
    "acs_dcdn": dict.fromkeys(("code_ratio_4", "code_ratio_5"), ("Maximum",)),
    "acs_elasticsearch": {
        "ClusterAutoSnapshotLatestStatus": ("Maximum",),
        "ClusterStatus": ("Value", "Maximum"),
        **dict.fromkeys(
            ("NodeCPUUtilization", "NodeDiskUtilization", "NodeHeapMemoryUtilization"), ("Average", "Maximum")
        ),
    },
    "acs_kvstore": dict.fromkeys(
        (
            *("ShardingConnectionUsage", "ShardingCpuUsage", "ShardingIntranetInRatio"),
            *("ShardingIntranetOutRatio", "ShardingMemoryUsage"),
        ),
        ("Average", "Maximum"),
    ),
    "acs_mns_new": {"ActiveMessages": _SPREAD, "TopicSuccessRate": ("Average",)},
    "acs_networkmonitor": {"Availability": ("Availability",)},
    "acs_oss_dashboard": {"AuthorizationErrorCount": ("Value",)},
    "acs_polardb": {
        **dict.fromkeys(
            ("cluster_cpu_utilization", "cluster_disk_utilization", "cluster_memory_utilization"), ("Average",)
        ),
        **dict.fromkeys(
            (
                *("cluster_iops_usage", "cluster_proxy_cpu_utilization", "cluster_replica_lag"),
                "cluster_total_session",
            ),
            _SPREAD,
        ),
    },
    "acs_sls_dashboard": {
        "ConsumerGroupFallBehind": ("Maximum",),
        "LogCodeQPS": ("Count",),
        "LogInflow": ("Sum",),
    },
}
"""What CloudMonitor keeps of each metric; metrics that no page says it of are not here. Source: metric pages of
CloudMonitor (ALB, DCDN, Elasticsearch, Redis, SMQ, site monitoring, OSS, PolarDB, SLS), 2026-04."""


def dimensions(case: Case) -> Iterator[Finding]:
    """What an alarm watches is a JSON list of objects with texts."""
    given = case.value("metricDimensions")
    if given is None:
        if case.value("dimensions") is None and case.value("project") != "acs_prometheus":
            yield case.refuse("metricDimensions", "is required: an alarm watches something")
        return
    try:
        found = json.loads(str(given))
    except ValueError as error:
        yield case.refuse("metricDimensions", f"must be JSON: {error}", given)
        return
    rows = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(row, dict) and row and all(row.values()) for row in rows):
        yield case.refuse("metricDimensions", "must be a list of objects, each with what to watch", given)


def period(case: Case) -> Iterator[Finding]:
    """Metrics are collected in whole minutes, some more often."""
    seconds = case.number("period")
    if seconds is not None and seconds not in _SHORT_PERIODS_SECONDS and (seconds <= 0 or seconds % 60):
        yield case.refuse("period", "must be a multiple of 60 seconds, or 10, 15 or 30", case.value("period"))


def statistic(case: Case) -> Iterator[Finding]:
    """An alarm asks for a statistic that is kept of its metric: of another there is never a value to alarm at."""
    kept = _STATISTICS.get(str(case.value("project")), {}).get(str(case.value("metric")))
    if kept is None:
        return
    for level in ("escalationsCritical", "escalationsWarn", "escalationsInfo"):
        path = f"{level}.statistics"
        given = case.value(path) or ("Average" if case.value(level) else None)  # what the provider fills in
        if given is not None and given not in kept:
            yield case.refuse(path, f"of {case.value('metric')} must be one of {', '.join(kept)}", given)
