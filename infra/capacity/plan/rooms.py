"""Waiting rooms: how many may enter a minute, however many come, so that the services behind carry it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from infra.capacity.calendar import MINUTE, Calendar, Campaign, Window
from infra.capacity.demand import Demand
from infra.capacity.demand import demand as asked_in
from infra.capacity.drops import drops, own_streams
from infra.capacity.fan_out import spread
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.floors import floor_at
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.pools import ALL_ZONES_RATIO, ZONE_LOST_RATIO, PoolPlan
from infra.capacity.sizing import after_zone_loss

_UNIT = "visitors/min"
_SECOND = timedelta(seconds=1)


def room_checks(
    calendar: Calendar,
    shop: ShopLoad,
    stack: StackLimits,
    pools: Mapping[str, PoolPlan],
    ahead: Sequence[tuple[Campaign, Demand]],
) -> Iterator[Check]:
    """What each room lets in beside what the instances planned for the campaign carry, for hours if need be.

    All rooms lead to the same services: what one lets in, another cannot.
    """
    together = sum(stack.waiting_rooms.values())
    for campaign, demand in ahead if stack.waiting_rooms else ():
        if not drops(campaign):
            continue
        carried, service, words = min(_carried(calendar, shop, stack, pools, campaign, demand))
        for site, users_per_minute in stack.waiting_rooms.items():
            others = together - users_per_minute
            yield Check(
                where=f"waiting room {site}",
                campaign=campaign.name,
                need=Number(value=users_per_minute, unit=_UNIT, reason="what people let in (users_per_minute)"),
                limit=Number(
                    value=max(0.0, carried - others),
                    unit=_UNIT,
                    reason=f"{words} - {amount(others)} of other rooms" if others else words,
                ),
                fix=f"lower users_per_minute of the site {site}, or raise headroom_ratio of {campaign.name}, "
                f"which gives {service} more instances",
            )


def _carried(
    calendar: Calendar,
    shop: ShopLoad,
    stack: StackLimits,
    pools: Mapping[str, PoolPlan],
    campaign: Campaign,
    demand: Demand,
) -> Iterator[tuple[float, str, str]]:
    """Visitors a minute that each service carries at each drop beside what else it does, with its name and the
    arithmetic."""
    before = {moment: _before(calendar, shop, stack, demand, moment) for moment in drops(campaign)}
    for service, requests in _of_one_visit(shop, campaign).items():
        if requests <= 0:
            continue
        limits = stack.services[service]
        need = next(need for need in pools[service].needs if need.campaign == campaign.name)
        for moment, others in before.items():
            busy, words = _busy(service, floor_at(need.holds, limits.min_instances, moment), stack)
            most, other = busy * limits.throughput_rps, others(service)
            yield (
                max(0.0, math.floor(round(60 * (most - other) / requests, 6))),
                service,
                f"({words} x {amount(limits.throughput_rps)} requests/s - {amount(other)} just before a drop) / "
                f"{amount(requests)} a visit x 60",
            )


def _busy(service: str, instances: int, stack: StackLimits) -> tuple[float, str]:
    """How many of the instances may be busy, by the same limits as the plan of the pool, with its words."""
    everywhere = instances * ALL_ZONES_RATIO, f"{instances} {service} x {ALL_ZONES_RATIO}"
    if not stack.survives_zone_loss:
        return everywhere
    left = after_zone_loss(instances, zones=stack.zones)
    return min(everywhere, (left * ZONE_LOST_RATIO, f"{left} {service} left by a lost zone x {ZONE_LOST_RATIO}"))


def _before(
    calendar: Calendar, shop: ShopLoad, stack: StackLimits, demand: Demand, moment: datetime
) -> Callable[[str], float]:
    """Service -> its requests in the second before a drop. The demand of the campaign may not have it: it begins
    with its first visitors, and of a long campaign it is the busiest day."""
    second = round((moment - demand.start) / _SECOND) - 1
    if not 0 <= second < demand.seconds:
        minute = Window(name=demand.window, start=moment - MINUTE, end=moment)
        demand, second = asked_in(calendar, minute, shop, stack.share_ratio), -1
    return lambda service: float(demand.service_rps[service][second])


def _of_one_visit(shop: ShopLoad, campaign: Campaign) -> Mapping[str, float]:
    """Service -> requests of one visitor of a live stream, from the landing page to the order."""
    sources = [source for source, _ in own_streams(campaign)]
    ratio = max((source.orders_ratio(shop.conversion_ratio) for source in sources), default=0.0)
    entry: dict[str, float] = {}
    for name, each in shop.classes.items():
        if each.entry is None:
            continue
        of_visit = each.per_session if not each.kinds or any(s.kind in each.kinds for s in sources) else 0.0
        of_orders = each.per_order * ratio if each.channel is None else 0.0
        landing = float(name == (campaign.landing or shop.landing))
        missed = (1 - each.cdn_hit_ratio) * (of_visit + of_orders + landing)
        entry[each.entry] = entry.get(each.entry, 0.0) + missed
    return spread(shop.services, shop.topics, entry, ratio).requests
