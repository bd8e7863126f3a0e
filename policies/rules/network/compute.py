"""Instances: no address on the internet, and metadata only for those who ask for a token."""

from __future__ import annotations

from policies.checks import is_not_true
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
_INSTANCE = "aws:ec2/instance:Instance"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ECS_INSTANCE = "alicloud:ecs/instance:Instance"
_ESS_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"

_MOST_HOPS = 2
"""The instance itself, and a container on it."""


def _template_without_address(template: View) -> Outcome:
    """Left out, the subnet decides, which network-subnet-no-auto-public-ip judges."""
    for interface in template.each("networkInterfaces"):
        # The provider takes this boolean as a text
        if str(interface.get("associatePublicIpAddress")).lower() == "true":
            return f"`{interface.path}.associatePublicIpAddress` is true"
    return None


def _address_not_of_an_instance(property_: str) -> Check:
    def check(address: View) -> Outcome:
        return f"`{property_}` gives it to an instance" if address.has(property_) else None

    return check


def _ecs_address_not_of_an_instance(association: View) -> Outcome:
    kind = association.get("instanceType")
    if kind is None:  # the provider then goes by the id
        kind = "EcsInstance" if str(association.get("instanceId")).startswith("i-") else "Other"
    return "`instanceId` is an ECS instance" if kind == "EcsInstance" else None


def _no_bandwidth(resource: View) -> Outcome:
    """A bandwidth is what brings the address."""
    mbps = resource.get("internetMaxBandwidthOut", 0)
    return f"`internetMaxBandwidthOut` is {mbps}: the instance gets a public address" if float(mbps) > 0 else None


def _ecs_instance_without_address(instance: View) -> Outcome:
    return _no_bandwidth(instance) or is_not_true("allocatePublicIp")(instance)


def _token_needed(prefix: str = "") -> Check:
    tokens, endpoint, hops = (
        f"{prefix}{name}" for name in ("httpTokens", "httpEndpoint", "httpPutResponseHopLimit")
    )

    def check(resource: View) -> Outcome:
        fault = None
        if resource.get(tokens, "optional") != "required":
            fault = f"`{tokens}` is not 'required'"
        elif float(limit := resource.get(hops, 1)) > _MOST_HOPS:
            fault = f"`{hops}` is {limit}, no token needs more than {_MOST_HOPS}"
        return fault if fault and resource.get(endpoint, "enabled") != "disabled" else None

    return check


def _instance_token_needed(instance: View) -> Outcome:
    if instance.has("launchTemplate") and not instance.has("metadataOptions.httpTokens"):
        return NotApplicable("its launch template decides")
    return _token_needed("metadataOptions.")(instance)


def _ecs_token_needed(instance: View) -> Outcome:
    by_template = instance.has("launchTemplateId") or instance.has("launchTemplateName")
    if by_template and not instance.has("httpTokens"):
        return NotApplicable("its launch template decides")
    return _token_needed()(instance)


def _ess_metadata_off(configuration: View) -> Outcome:
    if configuration.get("httpEndpoint", "enabled") == "disabled":
        return None
    return "`httpEndpoint` is not 'disabled', and a scaling configuration cannot ask for tokens"


RULES = (
    Rule(
        id="network-compute-no-public-ip",
        title="Instances have no public address",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="A public address makes one mistake in a security group a break-in; private instances need two.",
        remediation="build pools with ServicePool, whose instances stand in private subnets; publish through a "
        "LoadBalancer",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25",
        checks={
            _TEMPLATE: _template_without_address,
            _CONFIGURATION: is_not_true("associatePublicIpAddress"),
            _INSTANCE: is_not_true("associatePublicIpAddress"),
            "aws:ec2/eip:Eip": _address_not_of_an_instance("instance"),
            "aws:ec2/eipAssociation:EipAssociation": _address_not_of_an_instance("instanceId"),
            _ECS_TEMPLATE: _no_bandwidth,
            _ESS_CONFIGURATION: _no_bandwidth,
            _ECS_INSTANCE: _ecs_instance_without_address,
            "alicloud:ecs/eipAssociation:EipAssociation": _ecs_address_not_of_an_instance,
        },
    ),
    Rule(
        id="network-imdsv2-required",
        title="Instance metadata is given only to those who ask with a token",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="A service that can be made to fetch a URL (SSRF) otherwise hands out the credentials of its role.",
        remediation="build pools with ServicePool, whose launch template demands tokens and lets them go two "
        "hops; on Alibaba Cloud use a launch template, a scaling configuration cannot demand them",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
        checks={
            _TEMPLATE: _token_needed("metadataOptions."),
            _CONFIGURATION: _token_needed("metadataOptions."),
            _INSTANCE: _instance_token_needed,
            _ECS_TEMPLATE: _token_needed(),
            _ECS_INSTANCE: _ecs_token_needed,
            _ESS_CONFIGURATION: _ess_metadata_off,
        },
    ),
)
