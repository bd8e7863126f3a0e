"""Dashboards: Simple Log Service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_alicloud import log

from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.dashboard import DashboardArgs, DashboardOutputs
from components.errors import InvalidArgument
from components.logs import LogTarget

_COLUMNS = 2
_WIDTH = 5
_HEIGHT = 5
"""Two charts in a row, in the units of the SLS grid."""
_LINES = "select date_trunc('minute', __time__) as minute, count(1) as lines group by minute order by minute"


def build_dashboard(
    ctx: AlicloudContext, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions
) -> DashboardOutputs:
    """Per service its lines and its errors a minute, and a table of all that CloudMonitor watches.

    SLS cannot draw CloudMonitor's metrics, and CloudMonitor has no dashboards that a program could make. So load
    balancers, pools, databases, caches and queues stand in the table with their ids, to be looked up there.

    Raises:
        ValueError: no service has logs.
    """
    if not args.logs:
        raise InvalidArgument("logs must have at least one entry: the dashboard lives beside the logs")
    project, first_store = split(next(iter(args.logs.values())))
    charts = [*_watched(first_store, args)]
    for service, target in args.logs.items():
        charts += _service(service, target)
    dashboard_name = ctx.label.physical(name, 64)
    log.Dashboard(
        f"{name}-dashboard",
        project_name=project,
        dashboard_name=dashboard_name,
        display_name=args.title,
        char_list=pulumi.Output.json_dumps(
            [{**chart, "display": {**chart["display"], **_place(index)}} for index, chart in enumerate(charts)]
        ),
        opts=opts,
    )
    return DashboardOutputs(
        url=pulumi.Output.concat(
            "https://sls.console.aliyun.com/lognext/project/", project, f"/dashboard/{dashboard_name}"
        )
    )


def _service(service: str, target: LogTarget) -> list[dict[str, Any]]:
    _, store = split(target)
    return [
        _chart(f"{service}: lines a minute", "line", store, f"* | {_LINES}", ("minute", "lines")),
        _chart(f"{service}: errors a minute", "line", store, f"error | {_LINES}", ("minute", "lines")),
    ]


def _watched(store: pulumi.Input[str], args: DashboardArgs) -> list[dict[str, Any]]:
    kinds: Mapping[str, Mapping[str, pulumi.Input[str]]] = {
        "load balancer": args.load_balancers,
        "pool": args.pools,
        "database": args.databases,
        "cache": args.caches,
        "queue": args.queues,
    }
    rows = [(kind, name, resource) for kind, named in kinds.items() for name, resource in named.items()]
    if not rows:
        return []
    columns = [pulumi.Output.concat("array[", _quoted([row[column] for row in rows]), "]") for column in range(3)]
    query = pulumi.Output.concat(
        "* | select distinct kind, name, id from log cross join unnest(",
        columns[0],
        ", ",
        columns[1],
        ", ",
        columns[2],
        ") as t(kind, name, id) order by kind, name",
    )
    return [_chart("In CloudMonitor", "table", store, query, ("kind", "name", "id"))]


def _quoted(values: list[pulumi.Input[str]]) -> pulumi.Output[str]:
    return pulumi.Output.all(*values).apply(lambda known: ", ".join(f"'{value}'" for value in known))


def _chart(
    title: str, kind: str, store: pulumi.Input[str], query: pulumi.Input[str], axes: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "title": title,
        "type": kind,
        "search": {"logstore": store, "topic": "", "query": query, "start": "-3600s", "end": "now"},
        "display": {"displayName": title, "xAxis": [axes[0]], "yAxis": list(axes[1:])},
    }


def _place(index: int) -> dict[str, int]:
    """Left to right, then down; every second chart starts a row."""
    row, column = divmod(index, _COLUMNS)
    return {"xPos": column * _WIDTH, "yPos": row * _HEIGHT, "width": _WIDTH, "height": _HEIGHT}
