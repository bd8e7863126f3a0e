"""Valid arguments of models and load generators."""

from collections.abc import Callable
from typing import Any

import pulumi

from components.load_generator import LoadGenerator, LoadGeneratorArgs
from components.model_endpoint import ModelEndpoint, ModelEndpointArgs
from tests.components.harness import unknown
from tests.components.targets import log, registry


def model_samples(
    cloud: str, subnets: Callable[[], tuple[pulumi.Output[str], ...]]
) -> dict[type[Any], tuple[str, Callable[[], Any]]]:
    """What samples.py has of them."""
    return {
        LoadGenerator: ("load-test", lambda: load_generator(cloud, subnets())),
        ModelEndpoint: ("recommendation-model", lambda: model(cloud, subnets())),
    }


def load_generator(cloud: str, subnets: tuple[pulumi.Output[str], ...]) -> LoadGeneratorArgs:
    return LoadGeneratorArgs(
        image=_image(cloud, "tools/k6"),
        registry_id=registry(cloud),
        script="import http from 'k6/http';\n",
        tasks=4,
        window_start="2026-12-01T08:00:00Z",
        window_end="2026-12-01T12:00:00Z",
        subnet_ids=subnets,
        security_group_id=unknown(),
        log=log(),
        key_arn=unknown(),
        notify=unknown(),
    )


def model(cloud: str, subnets: tuple[pulumi.Output[str], ...]) -> ModelEndpointArgs:
    return ModelEndpointArgs(
        image=_image(cloud, "shop/recommendation-model"),
        registry_id=registry(cloud),
        vcpu=4,
        memory_gib=16,
        invocations_rps=250,
        latency_objective_ms=80,
        min_instances=3,
        max_instances=40,
        network_id=unknown(),
        subnet_ids=subnets,
        security_group_id=unknown(),
        disk_key_arn=unknown(),
        log_retention_days=90,
        log_key_arn=unknown(),
        notify=unknown(),
    )


def _image(cloud: str, repository: str) -> str:
    host = {
        "aws": "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
        "alicloud": "shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
    }[cloud]
    return f"{host}/{repository}@sha256:" + "0" * 64
