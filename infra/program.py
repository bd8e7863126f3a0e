"""The whole system on one screen: from settings to resources, the same for `pulumi up` and the preview."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pulumi
from pulumi.runtime.config import get_config_env

from components.errors import BuildError
from infra import clouds
from infra.capacity.plan.plan import CapacityPlan
from infra.planning import planned_capacity
from infra.settings import Settings, SettingsError, load
from infra.settings.clock import clock_of
from infra.settings.shop import ServiceLayer
from infra.shop.edge import edge
from infra.shop.infrastructure import infrastructure
from infra.shop.intelligence import intelligence
from infra.shop.jobs import jobs
from infra.shop.load_test import load_test
from infra.shop.operations import operations
from infra.shop.promotion import promotion
from infra.shop.services import services
from infra.shop.stores import stores

ROOT = Path(__file__).parent.parent


class NotBuildableError(Exception):
    """The settings are valid, but the cloud has nothing that fits them."""


def program(settings: Settings, plan: CapacityPlan) -> None:
    """The shop of one stack, as large as the plan says."""
    cloud = clouds.select(settings)

    ground = infrastructure(cloud, settings, plan)
    kept = stores(cloud, settings, plan, ground)
    data = intelligence(cloud, settings, plan, ground, kept)
    pools = {
        name: pool
        for layer in ServiceLayer
        for name, pool in services(layer, cloud, settings, plan, ground, kept, data).items()
    }
    jobs(cloud, settings, ground, kept)
    load_test(cloud, settings, plan, ground)
    campaigns = promotion(cloud, settings, plan, ground)
    sites = edge(cloud, settings, ground, kept, campaigns)
    dashboard = operations(cloud, settings, ground, kept, pools)

    pulumi.export("urls", sites.urls)
    pulumi.export("name_servers", ground.domain.name_servers)
    pulumi.export("egress_ips", list(ground.network.egress_ips))
    pulumi.export("dashboard", dashboard.url)
    pulumi.export("cdn_ids", sites.cdn_ids)
    pulumi.export("channels", {name: made.ingest_endpoint for name, made in campaigns.channels.items()})
    pulumi.export("database_endpoints", {name: made.writer_endpoint for name, made in kept.databases.items()})
    pulumi.export("database_secrets", {name: made.secret_arn for name, made in kept.databases.items()})
    pulumi.export("buckets", {name: made.name for name, made in kept.buckets.items()})


def main() -> None:
    """Run under the real engine: the stack's name and configuration come from it."""
    stack = pulumi.get_stack()
    try:
        settings = load(stack, ROOT, get_config_env())
        program(settings, planned_capacity(settings, clock_of(settings)))
    except SettingsError as error:
        sys.exit(str(error))  # the engine shows it to the user; a traceback would say less
    except BuildError as error:
        sys.exit(cannot_build(stack, error))


@contextmanager
def buildable(stack: str) -> Iterator[None]:
    """Raises NotBuildableError, with the place, for what the components refuse inside."""
    try:
        yield
    except BuildError as error:
        raise NotBuildableError(cannot_build(stack, error)) from None


def cannot_build(stack: str, error: BuildError) -> str:
    """The error with the place it comes from: `dev-aws: ServicePool orders: vcpu and memory_gib must be ...`."""
    return ": ".join(part for part in (stack, error.component, str(error)) if part)
