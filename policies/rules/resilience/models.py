"""Models: the loss of one instance is not the loss of all answers."""

from __future__ import annotations

from policies.reading.parts import told
from policies.rule import LIVE, Area, Outcome, Rule, Severity
from policies.view import View

_LEAST = 2


def _endpoint(configuration: View) -> Outcome:
    for variant in configuration.each("productionVariants"):
        if variant.has("serverlessConfig"):
            continue
        least = float(variant.get("managedInstanceScaling.minInstanceCount", 0))
        count = max(least, float(variant.get("initialInstanceCount", 1)))
        if count < _LEAST:
            return f"`{variant.path}.initialInstanceCount` is {count:g}, at least {_LEAST} are needed"
    return None


def _eas(service: View) -> Outcome:
    config = service.document("serviceConfig", in_part=True) or {}
    first = told(told(config, "metadata", {}), "instance", 1)
    least = float(told(told(config, "autoscaler", {}), "min", first))
    return (
        None if least >= _LEAST else f"`serviceConfig` asks for {least:g} instances, at least {_LEAST} are needed"
    )


RULES = (
    Rule(
        id="resilience-model-several-instances",
        title="Models outlive the loss of an instance",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="With one instance every restart, and every lost zone, takes the answers from all customers at once;"
        " a new one needs minutes.",
        remediation="set `min_instances` of the model to 2 or more (shop.yaml, or `floodgate:models`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-4",
        checks={
            "aws:sagemaker/endpointConfiguration:EndpointConfiguration": _endpoint,
            "alicloud:pai/service:Service": _eas,
        },
        environments=LIVE,
    ),
)
