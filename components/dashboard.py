"""One page that shows whether the shop holds: traffic, errors, latency, pools, stores and queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.logs import LogTarget


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What is shown. Keys are the names people read."""

    title: str
    load_balancers: Mapping[str, pulumi.Input[str]]
    """Name -> the load balancer's `metric_id`."""
    pools: Mapping[str, pulumi.Input[str]]
    databases: Mapping[str, pulumi.Input[str]]
    caches: Mapping[str, pulumi.Input[str]]
    queues: Mapping[str, pulumi.Input[str]]
    logs: Mapping[str, LogTarget]
    """Service name -> its log stream."""


@dataclass(frozen=True, kw_only=True)
class DashboardOutputs:
    """Where to look."""

    url: pulumi.Output[str]


class Dashboard(Component[DashboardArgs, DashboardOutputs]):
    """The dashboard of one stack."""

    token = "floodgate:index:Dashboard"
