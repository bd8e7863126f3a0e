"""From shop.yaml to what the arithmetic of capacity needs to know of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from infra.capacity.journey import (
    Contacts,
    HowOften,
    RequestClass,
    ServiceLoad,
    ShopLoad,
    TableWork,
    ThirdParty,
)
from infra.settings.journey import ContactSettings, HowOftenSettings
from infra.settings.shop import ServiceSettings, ShopSettings
from infra.settings.shop_stores import TopicSettings


def shop_load(shop: ShopSettings, measured: ShopSettings) -> ShopLoad:
    """How this shop turns visits into work; its settings must be valid.

    Instances that are smaller than the measured ones work off fewer messages, as they answer fewer requests.
    """
    journey, services = shop.journey, service_loads(shop.services)
    return ShopLoad(
        session_seconds=journey.session_seconds,
        conversion_ratio=journey.conversion_ratio,
        landing=journey.landing,
        classes={
            name: RequestClass(
                entry=each.entry,
                per_session=each.per_session or 0.0,
                kinds=tuple(kind.value for kind in each.kinds),
                per_order=each.per_order or 0.0,
                channel=each.channel,
                per_contact=each.per_contact or 0.0,
                connection_seconds=each.connection_seconds,
                cdn_hit_ratio=each.cdn_hit_ratio,
                kib=each.kib,
            )
            for name, each in journey.requests.items()
        },
        services={
            name: replace(load, consumes=_consumed(load, part_of(here.instance.vcpu, then.instance.vcpu)))
            for name, load in services.items()
            for here, then in ((shop.services[name], measured.services[name]),)
        },
        topics=subscriptions(shop.topics),
        third_parties={
            name: ThirdParty(
                limit_rps=each.limit_rps,
                keep_alive=each.keep_alive,
                connection_seconds=each.connection_seconds,
            )
            for name, each in shop.third_parties.items()
        },
        contacts=None if journey.contacts is None else _contacts(journey.contacts),
        mailings=journey.mailings,
        order_path={part: tuple(services) for part, services in journey.order_path.items()},
    )


def part_of(vcpu: int, measured: int) -> float:
    """Of what was measured, what a size does: an estimate by vCPU. A larger one is not taken to do more."""
    return min(1.0, vcpu / measured)


def _consumed(load: ServiceLoad, part: float) -> dict[str, float]:
    return {queue: part * rate for queue, rate in load.consumes.items()}


def _contacts(given: ContactSettings) -> Contacts:
    return Contacts(
        per_order=given.per_order, delay_seconds=3_600 * given.delay_hours, delay_shape=given.delay_shape
    )


def subscriptions(topics: Mapping[str, TopicSettings]) -> dict[str, tuple[str, ...]]:
    """Topic -> queues that get a copy."""
    return {name: tuple(topic.subscribers) for name, topic in topics.items()}


def service_loads(services: Mapping[str, ServiceSettings]) -> dict[str, ServiceLoad]:
    """What one request to each service causes."""
    return {name: _service(service) for name, service in services.items()}


def _service(service: ServiceSettings) -> ServiceLoad:
    return ServiceLoad(
        calls=service.calls,
        sends=_often(service.queues.sends),
        publishes=_often(service.publishes),
        consumes=service.queues.consumes,
        database=service.database,
        database_reads=service.work.database_reads,
        database_writes=service.work.database_writes,
        connections=service.work.connections,
        cache=service.cache,
        cache_operations=service.work.cache_operations,
        tables={name: TableWork(reads=use.reads, writes=use.writes) for name, use in service.tables.items()},
        third_parties=_often(service.third_parties),
        streams=_often(service.streams),
        queries=_often({name: use.queries for name, use in service.searches.items() if use.queries.total}),
        updates=_often({name: use.updates for name, use in service.searches.items() if use.updates.total}),
        models={name: HowOften(per_request=each, per_message=each) for name, each in service.models.items()},
        mails=_often(service.mails),
    )


def _often(rates: Mapping[str, HowOftenSettings]) -> dict[str, HowOften]:
    return {
        name: HowOften(
            per_request=rate.per_request,
            per_message=rate.per_message,
            per_order=rate.per_order,
            per_message_of=rate.per_message_of,
            per_order_of=rate.per_order_of,
        )
        for name, rate in rates.items()
    }
