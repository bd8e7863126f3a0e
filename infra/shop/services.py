"""The platform services and the front ends: one identity and one pool of instances each."""

from __future__ import annotations

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.identity import Identity, IdentityArgs
from components.service_pool import Performance, ServicePool, ServicePoolArgs, ServicePoolOutputs, Work
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings.shop import ServiceLayer, ServiceSettings
from infra.settings.stack_limits import connections, throughput_rps
from infra.shop.infrastructure import Infrastructure
from infra.shop.intelligence import Intelligence
from infra.shop.own_secrets import own_secrets
from infra.shop.pool_size import forecast, scheduled_actions
from infra.shop.routes import internal_route, public_routes
from infra.shop.stores import Stores
from infra.shop.wiring import attached, identity_name, joined


def services(
    layer: ServiceLayer,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    stores: Stores,
    data: Intelligence,
) -> dict[str, ServicePoolOutputs]:
    """All services of one layer."""
    opts = pulumi.ResourceOptions(parent=Layer(layer.value))
    return {
        name: _service(name, service, cloud, settings, plan, base, stores, data, opts)
        for name, service in settings.shop.services.items()
        if service.layer is layer
    }


def _service(
    name: str,
    service: ServiceSettings,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    stores: Stores,
    data: Intelligence,
    opts: pulumi.ResourceOptions,
) -> ServicePoolOutputs:
    secrets = own_secrets(name, service, cloud, settings, base, opts)
    uses = joined((attached(service, settings, base, stores, secrets), *data.attached(service)))
    identity = Identity(
        identity_name(name),
        IdentityArgs(
            grants=uses.grants,
            log_arn=base.logs[name].arn,
            image_repository=settings.repository(service),
            reports_connections=service.performance.connections is not None,
            registry_id=settings.config.account.registry_id,
        ),
        cloud.identity,
        opts,
    ).outputs
    performance, account, pool = service.performance, settings.config.account, plan.pools[name]
    args = ServicePoolArgs(
        image=settings.image(service),
        registry_id=account.registry_id,
        port=service.port,
        health_path=service.health_path,
        environment=uses.environment,
        secrets=uses.secrets,
        vcpu=service.instance.vcpu,
        memory_gib=service.instance.memory_gib,
        performance=Performance(
            latency_objective_ms=performance.latency_objective_ms,
            throughput_rps=throughput_rps(settings, name),
            service_time_ms=performance.service_time_ms,
            worker_slots=performance.worker_slots,
            connections=connections(settings, name),
            boot_seconds=performance.boot_seconds,
            warm_up_seconds=performance.warm_up_seconds,
        ),
        min_instances=int(pool.floor.value),
        max_instances=int(pool.cap.value),
        target_utilisation_ratio=pool.target.value,
        work=_work(name, service, settings, stores),
        scheduled_actions=scheduled_actions(pool),
        forecast=forecast(pool, plan),
        network_id=base.network.network_id,
        zones=tuple(settings.config.network.zones),
        subnet_ids=base.network.private_subnet_ids,
        security_group_id=base.security_groups[name],
        routes=(
            *public_routes(name, service, settings, base.public.target),
            *internal_route(name, service, settings, base.internal.target),
        ),
        instance_role=identity.instance_role,
        disk_key_arn=base.keys.disks,
        log=base.logs[name],
        notify=base.alerts,
        deletion_protected=not settings.disposable,
    )
    return ServicePool(name, args, cloud.service_pool, opts).outputs


def _work(name: str, service: ServiceSettings, settings: Settings, stores: Stores) -> dict[str, Work]:
    """Queues whose backlog is all that a pool can grow with: nobody asks it. Others grow with requests."""
    if service.public:
        return {}
    return {
        queue: Work(queue=stores.queues[queue].queue, messages_per_second=rate)
        for queue, rate in settings.shop_load.services[name].consumes.items()
    }
