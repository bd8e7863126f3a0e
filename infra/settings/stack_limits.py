"""From the settings of a stack to what its capacity plan must keep to."""

from __future__ import annotations

from infra.capacity.plan.cloud import CLOUDS
from infra.capacity.plan.inputs import (
    CacheLimits,
    DatabaseLimits,
    ModelLimits,
    SearchLimits,
    ServiceLimits,
    StackLimits,
    StreamLimits,
    TableLimits,
)
from infra.settings.rules.cloud_facts import CLOUDS as STACK_FACTS
from infra.settings.rules.network import room
from infra.settings.settings import Settings
from infra.settings.shop import ShopSettings
from infra.settings.shop_load import part_of
from infra.settings.stack import TableOverride


def stack_limits(settings: Settings) -> StackLimits:
    """What people allow, what was measured, and where the stack stands."""
    config, shop = settings.config, settings.shop
    network, cloud = config.network, config.stack.cloud
    return StackLimits(
        cloud=CLOUDS[cloud.value],
        zones=len(network.zones),
        survives_zone_loss=settings.highly_available,
        services={name: _service(name, settings) for name in shop.services},
        databases={name: _database(name, settings) for name in shop.databases},
        caches={
            name: CacheLimits(
                shards=cache.shards, max_shards=cache.max_shards, shard_operations_rps=cache.operations_rps
            )
            for name, cache in shop.caches.items()
        },
        tables={name: _table(config.tables.get(name, TableOverride())) for name in shop.tables},
        queues={name: queue.max_age_seconds for name, queue in shop.queues.items()},
        message_calls=message_calls(shop),
        streams={
            name: StreamLimits(kib=stream.kib, shards=stream.shards, max_shards=stream.max_shards)
            for name, stream in shop.streams.items()
        },
        searches={name: _search(name, settings) for name in shop.searches},
        models={name: _model(name, settings) for name, model in shop.models.items() if model.enabled},
        mails={name: mail.limit_rps for name, mail in shop.mails.items()},
        broadcasts={name: each.max_viewers for name, each in shop.broadcasts.items() if each.enabled},
        share_ratio=config.traffic.share_ratio,
        waiting_rooms={
            name: site.waiting_room.users_per_minute
            for name, site in shop.sites.items()
            if site.waiting_room and site.waiting_room.enabled
        },
        stock_counters={
            name: table.stock_counters for name, table in shop.tables.items() if table.stock_counters is not None
        },
        sites={name: request.site for name, request in shop.journey.requests.items()},
        addresses_per_zone=room(network.cidr, len(network.zones), STACK_FACTS[cloud].reserved_addresses),
        nat_addresses=len(network.zones) if settings.highly_available else 1,
        vcpus=config.account.vcpus,
    )


def throughput_rps(settings: Settings, service: str) -> float:
    """Of one instance in this stack. Where it is smaller than the measured one, an estimate: by vCPU."""
    measured, here = settings.measured.services[service], settings.shop.services[service]
    return here.performance.throughput_rps * part_of(here.instance.vcpu, measured.instance.vcpu)


def connections(settings: Settings, service: str) -> int | None:
    """Connections that one instance holds in this stack, estimated by vCPU like its throughput."""
    measured, here = settings.measured.services[service], settings.shop.services[service]
    held = here.performance.connections
    return None if held is None else max(1, int(held * part_of(here.instance.vcpu, measured.instance.vcpu)))


def _service(name: str, settings: Settings) -> ServiceLimits:
    service = settings.shop.services[name]
    performance = service.performance
    return ServiceLimits(
        throughput_rps=throughput_rps(settings, name),
        estimated=service.instance.vcpu < settings.measured.services[name].instance.vcpu,
        service_time_seconds=performance.service_time_ms / 1000,
        worker_slots=performance.worker_slots,
        latency_objective_seconds=performance.latency_objective_ms / 1000,
        boot_seconds=performance.boot_seconds,
        warm_up_seconds=performance.warm_up_seconds,
        vcpu=service.instance.vcpu,
        memory_gib=service.instance.memory_gib,
        connections=connections(settings, name),
        min_instances=service.scale.min_instances,
        max_instances=service.scale.max_instances,
    )


def _database(name: str, settings: Settings) -> DatabaseLimits:
    database = settings.shop.databases[name]
    share = part_of(database.vcpu, settings.measured.databases[name].vcpu)
    return DatabaseLimits(
        readers=database.readers,
        max_readers=database.max_readers,
        pooled=database.pooled,
        max_connections=database.max_connections,
        node_reads_rps=database.performance.reads_rps * share,
        node_writes_rps=database.performance.writes_rps * share,
    )


def message_calls(shop: ShopSettings) -> dict[str, float]:
    """Queue -> calls of the cloud for each message: sent, then taken and deleted with others."""
    return {name: 1 + 2 / queue.messages_per_call for name, queue in shop.queues.items()}


def _search(name: str, settings: Settings) -> SearchLimits:
    search = settings.shop.searches[name]
    share = part_of(search.vcpu, settings.measured.searches[name].vcpu)
    return SearchLimits(
        nodes=search.nodes,
        queries_rps=search.performance.queries_rps * share,
        updates_rps=search.performance.updates_rps * share,
    )


def _model(name: str, settings: Settings) -> ModelLimits:
    model = settings.shop.models[name]
    share = part_of(model.vcpu, settings.measured.models[name].vcpu)
    return ModelLimits(
        min_instances=model.min_instances,
        max_instances=model.max_instances,
        invocations_rps=model.performance.invocations_rps * share,
    )


def _table(table: TableOverride) -> TableLimits:
    return TableLimits(warm_reads_rps=table.warm_reads_rps or 0, warm_writes_rps=table.warm_writes_rps or 0)
