"""What the people who run the shop look at."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.dashboard import Dashboard, DashboardArgs, DashboardOutputs
from components.service_pool import ServicePoolOutputs
from infra.settings import Settings
from infra.shop.audit import auditor
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores


def operations(
    cloud: Cloud,
    settings: Settings,
    base: Infrastructure,
    stores: Stores,
    pools: Mapping[str, ServicePoolOutputs],
) -> DashboardOutputs:
    """One dashboard over the whole stack, and the role of those who look at what nobody can change."""
    args = DashboardArgs(
        title=f"{settings.shop.name} {settings.name}",
        load_balancers={
            "public": base.public.target.metric_id,
            "internal": base.internal.target.metric_id,
        },
        pools={name: pool.group_name for name, pool in pools.items()},
        databases={name: database.database_id for name, database in stores.databases.items()},
        caches={name: cache.cache_id for name, cache in stores.caches.items()},
        queues={name: queue.queue.name for name, queue in stores.queues.items()},
        logs={name: base.logs[name] for name in pools},
    )
    layer = pulumi.ResourceOptions(parent=Layer("operations"))
    auditor(cloud, settings, base, stores, layer)
    return Dashboard("dashboard", args, cloud.dashboard, layer).outputs
