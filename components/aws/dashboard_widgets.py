"""The widgets of the dashboard, without their place on it.

Their form is that of the CloudWatch User Guide, "Dashboard body structure and syntax". A metric is a list:
namespace, name, dimension name and value, ..., options.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

Widget = Mapping[str, Any]
Metric = list[Any]
_Id = pulumi.Input[str]

_PERIOD_SECONDS = 60
_ERRORS_SHOWN = 50


def text_widget(markdown: str) -> Widget:
    """A heading."""
    return {"type": "text", "properties": {"markdown": markdown, "background": "transparent"}}


def load_balancer_widgets(region: str, balancer_id: _Id) -> list[Widget]:
    """Requests, errors by who made them, and latency."""

    def metric(name: str, label: str, stat: str) -> Metric:
        return ["AWS/ApplicationELB", name, "LoadBalancer", balancer_id, {"label": label, "stat": stat}]

    return [
        _graph(region, "Requests a minute", [metric("RequestCount", "requests", "Sum")]),
        _graph(
            region,
            "Errors (5xx) a minute",
            [
                metric("HTTPCode_Target_5XX_Count", "from services", "Sum"),
                metric("HTTPCode_ELB_5XX_Count", "no service answered", "Sum"),
            ],
        ),
        _graph(
            region,
            "Latency in seconds",
            [metric("TargetResponseTime", "median", "p50"), metric("TargetResponseTime", "p99", "p99")],
        ),
    ]


def pool_widget(region: str, name: str, group: _Id) -> Widget:
    """How many instances serve, how many may, and how busy they are (right axis)."""

    def metric(namespace: str, metric_name: str, **options: str) -> Metric:
        return [namespace, metric_name, "AutoScalingGroupName", group, options]

    return _graph(
        region,
        name,
        [
            metric("AWS/AutoScaling", "GroupInServiceInstances", label="serving", stat="Minimum"),
            metric("AWS/AutoScaling", "GroupMaxSize", label="at most", stat="Maximum"),
            metric("AWS/EC2", "CPUUtilization", label="CPU %", stat="Average", yAxis="right"),
        ],
    )


def database_widgets(region: str, cluster_id: _Id) -> list[Widget]:
    """CPU and connections of writer and readers, and how far the readers are behind."""

    def metric(name: str, role: str) -> Metric:
        label = role.lower()
        return [
            "AWS/RDS",
            name,
            "DBClusterIdentifier",
            cluster_id,
            "Role",
            role,
            {"label": label, "stat": "Maximum"},
        ]

    lag: Metric = [
        "AWS/RDS",
        "AuroraReplicaLag",
        "DBClusterIdentifier",
        cluster_id,
        {"label": "slowest reader", "stat": "Maximum"},
    ]
    roles = ("WRITER", "READER")
    return [
        _graph(region, "CPU in %, busiest server", [metric("CPUUtilization", role) for role in roles]),
        _graph(region, "Connections, fullest server", [metric("DatabaseConnections", role) for role in roles]),
        _graph(region, "Replica lag in ms", [lag]),
    ]


def cache_widgets(region: str, cache_id: _Id) -> list[Widget]:
    """CPU, memory and evictions of every node. CloudWatch finds the nodes by the name of their group."""

    def search(metric: str, stat: str) -> list[Metric]:
        expression = pulumi.Output.concat(
            f'SEARCH(\'{{AWS/ElastiCache,CacheClusterId}} MetricName="{metric}" ',
            cache_id,
            f"', '{stat}', {_PERIOD_SECONDS})",
        )
        return [[{"expression": expression}]]

    return [
        _graph(region, "CPU of the engine in %", search("EngineCPUUtilization", "Average")),
        _graph(region, "Memory used in %", search("DatabaseMemoryUsagePercentage", "Maximum")),
        _graph(region, "Evictions a minute", search("Evictions", "Sum")),
    ]


def queue_widgets(region: str, queues: Mapping[str, _Id]) -> list[Widget]:
    """How long the oldest message waits, and how many wait, in all queues."""

    def metrics(metric: str) -> list[Metric]:
        return [
            ["AWS/SQS", metric, "QueueName", queue, {"label": name, "stat": "Maximum"}]
            for name, queue in queues.items()
        ]

    return [
        _graph(region, "Age of the oldest message in seconds", metrics("ApproximateAgeOfOldestMessage")),
        _graph(region, "Messages waiting", metrics("ApproximateNumberOfMessagesVisible")),
    ]


def error_log_widget(region: str, log_groups: Sequence[pulumi.Output[str]]) -> Widget:
    """The latest lines that say `error`, of all services."""
    sources = [pulumi.Output.concat("SOURCE '", name, "' | ") for name in log_groups]
    query = (
        "fields @timestamp, @log, @message"
        " | filter @message like /(?i)\\berror\\b/"
        f" | sort @timestamp desc | limit {_ERRORS_SHOWN}"
    )
    return {
        "type": "log",
        "properties": {
            "region": region,
            "title": "Log lines with errors",
            "view": "table",
            "query": pulumi.Output.concat(*sources, query),
        },
    }


def _graph(region: str, title: str, metrics: Sequence[Metric]) -> Widget:
    return {
        "type": "metric",
        "properties": {
            "region": region,
            "title": title,
            "view": "timeSeries",
            "stacked": False,
            "period": _PERIOD_SECONDS,
            "metrics": metrics,
        },
    }
