"""Promotion: who queues before a site while something is sold live, and the channels on which it is sold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest

import pulumi

from components.broadcast import Broadcast, BroadcastArgs, BroadcastOutputs
from components.cloud import Cloud
from components.component import Layer
from components.waiting_room import QueueWindow, WaitingRoom
from infra.capacity.calendar import Campaign
from infra.capacity.drops import drops
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings.shop_sites import SiteSettings, WaitingRoomSettings
from infra.shop.infrastructure import Infrastructure

_MOST_WINDOWS = 24
"""What the edge has room for; `pulumi up` after them brings the next ones."""
_SHORTEST_SECONDS = 600
"""How long people queue after a drop at least: forecasts are wrong, and reloads go on."""


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """What the sites and the services get of it."""

    rooms: Mapping[str, WaitingRoom]
    """Site -> who queues before it."""
    channels: Mapping[str, BroadcastOutputs]


def promotion(cloud: Cloud, settings: Settings, plan: CapacityPlan, base: Infrastructure) -> Promotion:
    """The waiting rooms with the drops of the campaigns in preparation, and the channels."""
    opts = pulumi.ResourceOptions(parent=Layer("campaigns"))
    return Promotion(
        rooms=waiting_rooms(settings, plan),
        channels={
            name: Broadcast(
                f"{name}-channel",
                BroadcastArgs(
                    max_viewers=channel.max_viewers,
                    notify=base.alerts,
                    deletion_protected=not settings.disposable,
                ),
                cloud.broadcast,
                opts,
            ).outputs
            for name, channel in settings.shop.broadcasts.items()
            if channel.enabled
        },
    )


def waiting_rooms(settings: Settings, plan: CapacityPlan) -> dict[str, WaitingRoom]:
    """Site -> who queues before it, of the sites whose waiting room is on."""
    return {
        name: WaitingRoom(
            users_per_minute=site.waiting_room.users_per_minute,
            session_minutes=site.waiting_room.session_minutes,
            windows=tuple(_windows(settings, plan, site.waiting_room)),
            preload=tuple(_preloaded(plan, site)),
        )
        for name, site in settings.shop.sites.items()
        if site.waiting_room and site.waiting_room.enabled
    }


def _windows(settings: Settings, plan: CapacityPlan, room: WaitingRoomSettings) -> Iterator[QueueWindow]:
    """Around each drop that is still to come: from a while before it until all should have entered."""
    now = int(plan.clock.timestamp())
    ahead = sorted(_coming(settings, plan).items())
    following = [opens for opens, _ in ahead[1:]]
    closed, made = 0, 0
    for (opens, visitors), end in zip_longest(ahead, following):
        entering = 2 * visitors * 60 // room.users_per_minute
        closes = opens + max(_SHORTEST_SECONDS, entering)
        closes = min(closes, end) if end is not None else closes
        queue_from = max(opens - room.pre_queue_minutes * 60, closed)
        closed = closes
        if closes > now and made < _MOST_WINDOWS:
            made += 1
            yield QueueWindow(
                name=f"drop-{datetime.fromtimestamp(opens, UTC):%Y%m%d-%H%M}",
                queue_from=queue_from,
                opens=opens,
                closes=closes,
                visitors=visitors,
            )


def _coming(settings: Settings, plan: CapacityPlan) -> dict[int, int]:
    """Unix second -> visitors that a drop brings, headroom included; of campaigns in preparation."""
    found: dict[int, float] = {}
    for campaign in _prepared(plan):
        for moment, forecast in drops(campaign).items():
            coming = forecast * (1 + campaign.headroom_ratio) * settings.config.traffic.share_ratio
            second = int(moment.timestamp())
            found[second] = found.get(second, 0) + coming
    return {moment: max(1, math.ceil(visitors)) for moment, visitors in found.items()}


def _preloaded(plan: CapacityPlan, site: SiteSettings) -> Iterator[str]:
    """The pages of `preload`, those with `{product}` once for each hot product."""
    products = sorted({product for campaign in _prepared(plan) for product in campaign.hot_products})
    for path in site.preload:
        if "{product}" in path:
            yield from (path.replace("{product}", product) for product in products)
        else:
            yield path


def _prepared(plan: CapacityPlan) -> list[Campaign]:
    return [campaign for campaign in plan.ahead if campaign.name in plan.preparing]
