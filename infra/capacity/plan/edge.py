"""What comes in at the edge: requests to the CDN, what it sends, and what it passes on to the load balancer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from infra.capacity.calendar import Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.number import Number, Quota, amount
from infra.capacity.plan.outside import KIB, BalancerPlan
from infra.capacity.plan.series import peak
from infra.capacity.plan.work import Ahead
from infra.capacity.rates import Series

_GIGABITS_PER_KIB = KIB * 8 / 1e9

Needs = tuple[tuple[str, Number], ...]
"""Campaign -> its peak, headroom included."""


@dataclass(frozen=True, kw_only=True)
class EdgePlan:
    """All sites."""

    requests: Mapping[str, Needs]
    """Site -> to its CDN, per second."""
    gbps: Mapping[str, Needs]
    """Site -> what its CDN sends."""
    passed_on: Needs
    """Requests per second that reach the public load balancer and its firewall."""


def edge_plan(stack: StackLimits, shop: ShopLoad, ahead: Ahead) -> EdgePlan:
    """What the campaigns ahead ask of the edge."""
    requests, gbps = {}, {}
    for site in sorted(set(stack.sites.values())):
        its = [name for name, where in stack.sites.items() if where == site]
        weights = {name: shop.classes[name].kib * _GIGABITS_PER_KIB for name in its}
        requests[site] = tuple(
            _peak(campaign, demand, demand.edge_rps.total(dict.fromkeys(its, 1.0)), "requests/s")
            for campaign, demand in ahead
        )
        gbps[site] = tuple(
            _peak(campaign, demand, demand.edge_rps.total(weights), "Gbit/s") for campaign, demand in ahead
        )
    served = {name: 1.0 for name, each in shop.classes.items() if each.entry}
    return EdgePlan(
        requests=requests,
        gbps=gbps,
        passed_on=tuple(
            _peak(campaign, demand, demand.origin_rps.total(served), "requests/s") for campaign, demand in ahead
        ),
    )


def edge_quotas(edge: EdgePlan, public: BalancerPlan, stack: StackLimits) -> Iterator[Quota]:
    """CDN, firewall, and the way to the internet: limits that are raised on request."""
    for site, needs in edge.requests.items():
        yield from _quota(f"CDN of {site}", "requests per second", needs, stack.cloud.edge_rps)
    for site, needs in edge.gbps.items():
        yield from _quota(f"CDN of {site}", "Gbit/s", needs, stack.cloud.edge_gbps)
    if stack.cloud.balancer_mbps:
        where = f"load balancer {public.name}"
        yield from _quota(where, "Mbit/s of a shared bandwidth", public.sent, stack.cloud.balancer_mbps)
    yield from _quota("firewall", "requests per second", edge.passed_on, stack.cloud.firewall_rps)


def _peak(campaign: Campaign, demand: Demand, series: Series, unit: str) -> tuple[str, Number]:
    highest, more = peak(series, demand.start, campaign.name), 1 + campaign.headroom_ratio
    words = f"{highest.text(unit)} x {amount(more)}"
    return campaign.name, Number(value=highest.value * more, unit=unit, reason=words)


def _quota(where: str, name: str, needs: Sequence[tuple[str, Number]], default: float | None) -> Iterator[Quota]:
    """None while no campaign is ahead."""
    if needs:
        campaign, most = max(needs, key=lambda each: each[1].value)
        need = Number(value=most.value, unit=most.unit, reason=f"{campaign}: {most.reason}")
        yield Quota(where=where, name=name, need=need, default=default)
