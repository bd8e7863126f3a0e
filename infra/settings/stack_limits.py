"""From the settings of a stack to what its capacity plan must keep to."""

from __future__ import annotations

from infra.capacity.plan.cloud import CLOUDS
from infra.capacity.plan.inputs import CacheLimits, DatabaseLimits, ServiceLimits, StackLimits, TableLimits
from infra.settings.rules.cloud_facts import CLOUDS as STACK_FACTS
from infra.settings.rules.network import room
from infra.settings.settings import Settings
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
        sites={name: request.site for name, request in shop.journey.requests.items()},
        addresses_per_zone=room(network.cidr, len(network.zones), STACK_FACTS[cloud].reserved_addresses),
        nat_addresses=len(network.zones) if settings.highly_available else 1,
        vcpus=config.account.vcpus,
    )


def throughput_rps(settings: Settings, service: str) -> float:
    """Of one instance in this stack. Where it is smaller than the measured one, an estimate: by vCPU."""
    measured, here = settings.measured.services[service], settings.shop.services[service]
    return here.performance.throughput_rps * _share(here.instance.vcpu, measured.instance.vcpu)


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
        min_instances=service.scale.min_instances,
        max_instances=service.scale.max_instances,
    )


def _database(name: str, settings: Settings) -> DatabaseLimits:
    database = settings.shop.databases[name]
    share = _share(database.vcpu, settings.measured.databases[name].vcpu)
    return DatabaseLimits(
        readers=database.readers,
        max_readers=database.max_readers,
        pooled=database.pooled,
        max_connections=database.max_connections,
        node_reads_rps=database.performance.reads_rps * share,
        node_writes_rps=database.performance.writes_rps * share,
    )


def _table(table: TableOverride) -> TableLimits:
    return TableLimits(warm_reads_rps=table.warm_reads_rps or 0, warm_writes_rps=table.warm_writes_rps or 0)


def _share(vcpu: int, measured: int) -> float:
    """A larger one is not taken to do more than was measured."""
    return min(1.0, vcpu / measured)
