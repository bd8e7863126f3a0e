"""Models that services ask, and what those live on who get no answer in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from components.cloud import Cloud
from components.identity import Access, Grant
from components.model_endpoint import ModelEndpoint, ModelEndpointArgs, ModelEndpointOutputs
from components.security_group import SecurityGroup, SecurityGroupArgs
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.settings.shop_intelligence import ModelSettings
from infra.shop.infrastructure import Infrastructure
from infra.shop.wiring import Attachment, variable


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of the shop, each by its name in shop.yaml."""

    settings: Mapping[str, ModelSettings]
    endpoints: Mapping[str, ModelEndpointOutputs]
    """Those that are switched on."""

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """Where the models are that a service asks, how long it waits for them, and the list it takes then."""
        for name in service.models:
            told: dict[str, pulumi.Input[str]] = {variable("fallback", name): f"fallback:{name}"}
            if (endpoint := self.endpoints.get(name)) is None:
                yield Attachment(environment=told)
                continue
            milliseconds = self.settings[name].performance.latency_objective_ms
            told[variable("model", name)] = endpoint.endpoint_name
            told[variable("model", name, "url")] = endpoint.url
            told[variable("model", name, "timeout-ms")] = f"{milliseconds:g}"
            yield Attachment(
                environment=told,
                grants=(Grant(access=Access.MODEL_INVOKE, arn=endpoint.endpoint_arn),),
            )


def models(
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    opts: pulumi.ResourceOptions,
) -> Models:
    """An endpoint for every model that is switched on."""
    return Models(
        settings=settings.shop.models,
        endpoints={
            name: _endpoint(name, model, cloud, settings, plan, base, opts)
            for name, model in settings.shop.models.items()
            if model.enabled
        },
    )


def _endpoint(
    name: str,
    model: ModelSettings,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    opts: pulumi.ResourceOptions,
) -> ModelEndpointOutputs:
    account = settings.config.account
    security_group = SecurityGroup(
        f"{name}-model-sg",
        SecurityGroupArgs(network_id=base.network.network_id, purpose=f"Instances of the model {name}"),
        cloud.security_group,
        opts,
    ).outputs
    args = ModelEndpointArgs(
        image=f"{account.registry}/{model.repository}@{model.digest}",
        registry_id=account.registry_id,
        vcpu=model.vcpu,
        memory_gib=model.memory_gib,
        invocations_rps=model.performance.invocations_rps,
        latency_objective_ms=model.performance.latency_objective_ms,
        min_instances=int(plan.models[name].floor.value),
        max_instances=int(plan.models[name].cap.value),
        network_id=base.network.network_id,
        subnet_ids=base.network.private_subnet_ids,
        security_group_id=security_group.security_group_id,
        disk_key_arn=base.keys.disks,
        log_retention_days=settings.config.retention.logs_days,
        log_key_arn=base.keys.logs,
        notify=base.alerts,
        deletion_protected=not settings.disposable,
    )
    return ModelEndpoint(f"{name}-model", args, cloud.model_endpoint, opts).outputs
