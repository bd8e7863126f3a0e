"""Dashboards: CloudWatch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi_aws import cloudwatch

from components.aws.context import AwsContext
from components.aws.dashboard_widgets import (
    Widget,
    cache_widgets,
    database_widgets,
    error_log_widget,
    load_balancer_widgets,
    pool_widget,
    queue_widgets,
    text_widget,
)
from components.dashboard import DashboardArgs, DashboardOutputs

_GRID_COLUMNS = 24
"""Source: CloudWatch User Guide, "Dashboard body structure and syntax", 2026-11."""
_POOLS_PER_ROW = 4
_HEADING_HEIGHT = 1
_GRAPH_HEIGHT = 6
_TABLE_HEIGHT = 9

Row = tuple[int, Sequence[Widget]]
"""Height in grid units, and widgets that share the width."""


def build_dashboard(
    ctx: AwsContext, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions
) -> DashboardOutputs:
    """From top to bottom in the order in which a request runs: traffic, pools, stores, queues, errors."""
    dashboard = cloudwatch.Dashboard(
        f"{name}-board",
        dashboard_name=ctx.label.physical(name, 255),
        dashboard_body=pulumi.Output.json_dumps({"widgets": layout(_rows(ctx.region, args))}),
        opts=opts,
    )
    console = f"https://{ctx.region}.console.aws.amazon.com/cloudwatch/home?region={ctx.region}"
    return DashboardOutputs(url=pulumi.Output.concat(console, "#dashboards/dashboard/", dashboard.dashboard_name))


def _rows(region: str, args: DashboardArgs) -> list[Row]:
    rows = [_heading(f"# {args.title}")]
    for balancer, balancer_id in args.load_balancers.items():
        rows += [
            _heading(f"## Traffic: {balancer} load balancer"),
            (_GRAPH_HEIGHT, load_balancer_widgets(region, balancer_id)),
        ]
    rows.append(_heading("## Services"))
    pools = [pool_widget(region, pool, group) for pool, group in args.pools.items()]
    for start in range(0, len(pools), _POOLS_PER_ROW):
        rows.append((_GRAPH_HEIGHT, pools[start : start + _POOLS_PER_ROW]))
    for database, cluster_id in args.databases.items():
        rows += [
            _heading(f"## Database: {database}"),
            (_GRAPH_HEIGHT, database_widgets(region, cluster_id)),
        ]
    for cache, cache_id in args.caches.items():
        rows += [_heading(f"## Cache: {cache}"), (_GRAPH_HEIGHT, cache_widgets(region, cache_id))]
    if args.queues:
        rows += [_heading("## Queues"), (_GRAPH_HEIGHT, queue_widgets(region, args.queues))]
    if args.logs:
        rows += [
            _heading("## Latest errors"),
            (_TABLE_HEIGHT, [error_log_widget(region, [log.name for log in args.logs.values()])]),
        ]
    return rows


def _heading(markdown: str) -> Row:
    return _HEADING_HEIGHT, [text_widget(markdown)]


def layout(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give every widget its place on the grid: rows below each other, the widgets of a row side by side."""
    placed: list[dict[str, Any]] = []
    y = 0
    for height, widgets in rows:
        width = _GRID_COLUMNS // max(len(widgets), 1)
        for column, widget in enumerate(widgets):
            placed.append({**widget, "x": column * width, "y": y, "width": width, "height": height})
        y += height
    return placed
