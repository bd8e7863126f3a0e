"""Search clusters and models: what declared sales ask of them."""

from __future__ import annotations

from collections.abc import Iterator

from policies.reading.app_scaling import TARGET
from policies.reading.parts import told
from policies.reading.service import store_of
from policies.reading.upcoming import ahead, largest, upcoming
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
_DIMENSION = "sagemaker:variant:DesiredInstanceCount"


def _opensearch(domain: View) -> Outcome:
    return _nodes(domain, "clusterConfig.instanceCount", float(domain.get("clusterConfig.instanceCount", 1)))


def _elasticsearch(cluster: View) -> Outcome:
    new, old = "dataNodeConfiguration.amount", "dataNodeAmount"
    path = new if cluster.has(new) else old
    return _nodes(cluster, path, float(cluster.get(path, 0)))


def _nodes(cluster: View, path: str, nodes: float) -> Outcome:
    """For all sales to come: another number moves every index for hours, which no schedule does before a sale."""
    name = store_of(cluster, "-search")
    need = largest(ahead(cluster.stack.facts), lambda needs: needs.search_nodes.get(name, 0))
    if need is None:
        return NotApplicable("no declared sale says what it needs of it")
    return f"`{path}` is {nodes:g}, {name} needs {need.value} at {need.sale}" if nodes < need.value else None


def _endpoint(endpoint: View) -> Outcome:
    if targets := list(_targets(endpoint)):
        least = sum(float(target.get("minCapacity", 0)) for target in targets)
        most = sum(float(target.get("maxCapacity", 0)) for target in targets)
        return _instances(endpoint, least, most, "`minCapacity` of its Target", "`maxCapacity` of its Target")
    fixed = sum(
        float(variant.get("initialInstanceCount", 1))
        for configuration in endpoint.targets("endpointConfigName", _CONFIGURATION)
        for variant in configuration.each("productionVariants")
    )
    return _instances(endpoint, fixed, fixed, *["`initialInstanceCount`, which no Target moves,"] * 2)


def _targets(endpoint: View) -> Iterator[View]:
    """What moves the variants of an endpoint."""
    for target in endpoint.all(TARGET):
        if target.get("scalableDimension") != _DIMENSION:
            continue
        if endpoint.resource in target.stack.targets(target.resource, "resourceId", ()) or str(
            target.get("resourceId")
        ).startswith(f"endpoint/{endpoint.get('name')}/variant/"):
            yield target


def _eas(service: View) -> Outcome:
    config = service.document("serviceConfig", in_part=True) or {}
    first = told(told(config, "metadata", {}), "instance", 1)
    scaler = told(config, "autoscaler", {})
    least, most = float(told(scaler, "min", first)), float(told(scaler, "max", first))
    return _instances(service, least, most, "`autoscaler.min` of `serviceConfig`", "`autoscaler.max` of it")


def _instances(model: View, least: float, most: float, floor: str, cap: str) -> Outcome:
    """The floor for sales in preparation, the maximum for all to come."""
    facts, name = model.stack.facts, store_of(model, "-model")
    need = largest(ahead(facts), lambda needs: needs.model_instances.get(name, 0))
    if need is None:
        return NotApplicable("no declared sale says what it needs of it")
    if most < need.value:
        return f"{cap} is {most:g}, {name} needs {need.value} at {need.sale}"
    need = largest(upcoming(facts), lambda needs: needs.model_instances.get(name, 0))
    if need and least < need.value:
        return f"{floor} is {least:g}, {name} needs {need.value} at {need.sale}, and one takes minutes to start"
    return None


RULES = (
    Rule(
        id="capacity-search-scales",
        title="Search clusters have the data nodes that every declared sale needs",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="More nodes take hours, because every index moves. In a sale search is the first thing that customers"
        " do, and what waits for it holds the instances of the catalog.",
        remediation="raise `nodes` of the cluster days before (shop.yaml, or `floodgate:searches` of the stack)",
        source="https://docs.aws.amazon.com/opensearch-service/latest/developerguide/sizing-domains.html",
        checks={
            "aws:opensearch/domain:Domain": _opensearch,
            "alicloud:elasticsearch/instance:Instance": _elasticsearch,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
    Rule(
        id="capacity-model-scales",
        title="Models have the instances that every declared sale needs, before it starts",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="An instance of a model takes minutes to start: until then everybody gets the same list, in the hour"
        " in which a good suggestion sells most.",
        remediation=(
            "raise `max_instances` of the model (shop.yaml, or `floodgate:models` of the stack), and leave its "
            "floor to the plan, which follows from stacks/campaigns.yaml"
        ),
        source="https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html",
        checks={
            "aws:sagemaker/endpoint:Endpoint": _endpoint,
            "alicloud:pai/service:Service": _eas,
        },
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
