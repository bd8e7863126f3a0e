"""The sample of a service pool."""

import pulumi

from components.service_pool import (
    CampaignForecast,
    Forecast,
    Performance,
    Route,
    ScheduledAction,
    ServicePoolArgs,
    WarmPool,
)
from tests.components.harness import unknown
from tests.components.targets import balancer, log, registry


def service_pool(cloud: str, zones: tuple[str, ...], subnets: tuple[pulumi.Output[str], ...]) -> ServicePoolArgs:
    return ServicePoolArgs(
        image="registry.example.net/shop/orders@sha256:" + "0" * 64,
        registry_id=registry(cloud),
        port=8443,
        health_path="/healthz",
        environment={"DATABASE_HOST": unknown(), "LOG_LEVEL": "info"},
        secrets={"DATABASE_SECRET": unknown()},
        vcpu=4,
        memory_gib=16,
        performance=Performance(
            latency_objective_ms=300,
            throughput_rps=220,
            service_time_ms=35,
            worker_slots=16,
            boot_seconds=75,
            warm_up_seconds=45,
        ),
        min_instances=6,
        max_instances=60,
        scheduled_actions=(
            ScheduledAction(name="double-11", start="2026-11-10T15:00:00Z", min_instances=40, max_instances=90),
        ),
        warm_pool=WarmPool(instances=10) if cloud == "aws" else None,
        forecast=Forecast(
            campaigns=(
                CampaignForecast(
                    campaign="double-11",
                    peak_rps=4_000,
                    peak_at="2026-11-10T16:00:03Z",
                    instances=40,
                    why="4,000 requests/s x 1.3 / (220 x 0.85) = 28, survives one of 3 zones with 14 more",
                    prepared=True,
                ),
            ),
            floor_why="people set it",
            warm_pool_why="none is needed",
        ),
        network_id=unknown(),
        zones=zones,
        subnet_ids=subnets,
        security_group_id=unknown(),
        routes=(
            Route(
                load_balancer=balancer(),
                name="public",
                hosts=("api.shop.example.net",),
                paths=("/orders/*",),
                priority=10,
            ),
        ),
        instance_role=unknown(),
        disk_key_arn=unknown(),
        log=log(),
        notify=unknown(),
    )
