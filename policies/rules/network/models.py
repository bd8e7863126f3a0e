"""Models: asked from inside, and without a way out."""

from __future__ import annotations

from policies.reading.parts import told
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View

MODEL = "aws:sagemaker/model:Model"
EAS_SERVICE = "alicloud:pai/service:Service"


def _sagemaker(model: View) -> Outcome:
    if model.get("enableNetworkIsolation", False) is not True:
        return "`enableNetworkIsolation` is not true: what runs in the container reaches the network"
    return (
        None if model.count("vpcConfig.subnets") else "`vpcConfig.subnets` is not set: it stands outside the VPC"
    )


def _eas(service: View) -> Outcome:
    config = service.document("serviceConfig", in_part=True) or {}
    if told(told(config, "networking", {}), "disable_internet_endpoint") is not True:
        return (
            "`networking.disable_internet_endpoint` of `serviceConfig` is not true: the internet gets an address"
        )
    if not told(told(config, "cloud", {}), "networking", {}).get("vpc_id"):
        return "`cloud.networking.vpc_id` of `serviceConfig` is not set: it stands outside the VPC"
    return None


RULES = (
    Rule(
        id="network-model-endpoint-private",
        title="Models stand in the private network and have no address on the internet",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="A model is code and data from outside the shop: with a way out it can send away what people ask.",
        remediation="build it with ModelEndpoint, which isolates the container and switches public addresses off",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-5",
        checks={MODEL: _sagemaker, EAS_SERVICE: _eas},
    ),
)
