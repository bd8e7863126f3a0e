"""The platform services and the front ends: one identity and one pool of instances each."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.identity import Access, Grant, Identity, IdentityArgs
from components.secret import Secret, SecretArgs, SecretOutputs
from components.service_pool import Performance, Route, ServicePool, ServicePoolArgs, ServicePoolOutputs
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings import shop as words
from infra.settings.shop import ServiceLayer, ServiceSettings
from infra.settings.stack_limits import throughput_rps
from infra.shop.infrastructure import Infrastructure
from infra.shop.pool_size import forecast, scheduled_actions
from infra.shop.stores import Stores

_INTERNAL_RULES = 1000
"""Rules for calls between services are numbered from here: apart from the public ones, whatever is added."""

_BUCKET = {words.Access.READ: Access.BUCKET_READ, words.Access.READ_WRITE: Access.BUCKET_READ_WRITE}


def services(
    layer: ServiceLayer,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    stores: Stores,
) -> dict[str, ServicePoolOutputs]:
    """All services of one layer."""
    opts = pulumi.ResourceOptions(parent=Layer(layer.value))
    return {
        name: _service(name, service, cloud, settings, plan, base, stores, opts)
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
    opts: pulumi.ResourceOptions,
) -> ServicePoolOutputs:
    secrets = {
        secret: Secret(
            secret,
            SecretArgs(
                purpose=f"Used by the service {name} only",
                key_id=base.keys.secrets,
                recovery_window_days=settings.recovery_window_days,
            ),
            cloud.secret,
            opts,
        ).outputs
        for secret in service.secrets
    }
    identity = Identity(
        f"{name}-role",
        IdentityArgs(
            grants=_grants(service, base, stores, secrets),
            log_arn=base.logs[name].arn,
            image_repository=settings.repository(service),
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
        environment=_environment(service, settings, stores),
        secrets=_secrets(service, stores, secrets),
        vcpu=service.instance.vcpu,
        memory_gib=service.instance.memory_gib,
        performance=Performance(
            latency_objective_ms=performance.latency_objective_ms,
            throughput_rps=throughput_rps(settings, name),
            service_time_ms=performance.service_time_ms,
            worker_slots=performance.worker_slots,
            boot_seconds=performance.boot_seconds,
            warm_up_seconds=performance.warm_up_seconds,
        ),
        min_instances=int(pool.floor.value),
        max_instances=int(pool.cap.value),
        target_utilisation_ratio=pool.target.value,
        scheduled_actions=scheduled_actions(pool),
        forecast=forecast(pool, plan),
        network_id=base.network.network_id,
        zones=tuple(settings.config.network.zones),
        subnet_ids=base.network.private_subnet_ids,
        security_group_id=base.security_groups[name],
        routes=_routes(name, service, settings, base),
        instance_role=identity.instance_role,
        disk_key_arn=base.keys.disks,
        log=base.logs[name],
        notify=base.alerts,
        deletion_protected=not settings.disposable,
    )
    return ServicePool(name, args, cloud.service_pool, opts).outputs


def _routes(name: str, service: ServiceSettings, settings: Settings, base: Infrastructure) -> tuple[Route, ...]:
    """Public routes by site and path, and one internal route by host if another service calls this one."""
    routes = [
        Route(
            load_balancer=base.public.target,
            name=public.site,
            hosts=settings.hosts(public.site),
            paths=tuple(public.paths),
            priority=service.rule_order * 10 + index,
        )
        for index, public in enumerate(service.public)
    ]
    if any(name in other.calls for other in settings.shop.services.values()):
        routes.append(
            Route(
                load_balancer=base.internal.target,
                name="internal",
                hosts=(f"{name}.svc.{settings.config.stack.domain}",),
                paths=("/*",),
                priority=_INTERNAL_RULES + service.rule_order,
            )
        )
    return tuple(routes)


def _environment(service: ServiceSettings, settings: Settings, stores: Stores) -> dict[str, pulumi.Input[str]]:
    """What the container is told: where everything is that it uses. Never a secret."""
    domain = settings.config.stack.domain
    told: dict[str, pulumi.Input[str]] = {
        "ENVIRONMENT": settings.config.stack.environment.value,
        "REGION": settings.config.region,
    }
    for callee in service.calls:
        told[_variable(callee, "URL")] = f"https://{callee}.svc.{domain}"
    if service.database:
        database = stores.databases[service.database]
        told["DATABASE_HOST"] = database.writer_endpoint
        told["DATABASE_READER_HOST"] = database.reader_endpoint
        told["DATABASE_PORT"] = database.port.apply(str)
        told["DATABASE_NAME"] = settings.shop.databases[service.database].schema_name
    if service.cache:
        told["CACHE_HOST"] = stores.caches[service.cache].endpoint
        told["CACHE_PORT"] = stores.caches[service.cache].port.apply(str)
    for table in service.tables:
        told[_variable("table", table)] = stores.tables[table].table_name
        told[_variable("table", table, "endpoint")] = stores.tables[table].endpoint
    for bucket in service.buckets:
        told[_variable("bucket", bucket)] = stores.buckets[bucket].name
    for queue in (*service.queues.sends, *service.queues.consumes):
        told[_variable("queue", queue)] = stores.queues[queue].queue.url
    for topic in service.publishes:
        told[_variable("topic", topic)] = stores.topics[topic].topic_arn
    return told


def _secrets(
    service: ServiceSettings, stores: Stores, own: Mapping[str, SecretOutputs]
) -> dict[str, pulumi.Input[str]]:
    """Secrets the instance reads at start, by name."""
    read: dict[str, pulumi.Input[str]] = {_variable(name): secret.secret_arn for name, secret in own.items()}
    if service.database:
        read["DATABASE_CREDENTIALS"] = stores.databases[service.database].secret_arn
    if service.cache:
        read["CACHE_PASSWORD"] = stores.cache_passwords[service.cache].secret_arn
    return read


def _grants(
    service: ServiceSettings, base: Infrastructure, stores: Stores, secrets: Mapping[str, SecretOutputs]
) -> tuple[Grant, ...]:
    """Exactly what shop.yaml says the service uses, and the keys behind it."""
    grants = [Grant(access=Access.SECRET_READ, arn=arn) for arn in _secrets(service, stores, secrets).values()]
    grants += [
        Grant(
            access=Access.TABLE_READ_WRITE if use.writes else Access.TABLE_READ,
            arn=stores.tables[table].table_arn,
        )
        for table, use in service.tables.items()
    ]
    grants += [
        Grant(access=_BUCKET[access], arn=stores.buckets[bucket].arn) for bucket, access in service.buckets.items()
    ]
    grants += [
        Grant(access=Access.QUEUE_SEND, arn=stores.queues[queue].queue.arn) for queue in service.queues.sends
    ]
    grants += [
        Grant(access=Access.QUEUE_CONSUME, arn=stores.queues[queue].queue.arn) for queue in service.queues.consumes
    ]
    grants += [
        Grant(access=Access.TOPIC_PUBLISH, arn=stores.topics[topic].topic_arn) for topic in service.publishes
    ]
    messages = service.queues.sends or service.queues.consumes or service.publishes
    keys = (
        (bool(service.tables or service.buckets), base.keys.data),
        (bool(messages), base.keys.messages),
        (bool(secrets or service.database or service.cache), base.keys.secrets),
    )
    return (*grants, *(Grant(access=Access.KEY_USE, arn=key) for used, key in keys if used))


def _variable(*words_: str) -> str:
    return "_".join(words_).replace("-", "_").upper()
