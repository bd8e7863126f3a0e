"""Instances, and the templates they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
_INSTANCE = "aws:ec2/instance:Instance"
_EIP = "aws:ec2/eip:Eip"
_EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ECS_INSTANCE = "alicloud:ecs/instance:Instance"
_ESS_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_ECS_EIP = "alicloud:ecs/eipAssociation:EipAssociation"


def _template(public: Any) -> Res:
    return res(_TEMPLATE, networkInterfaces=[{"deviceIndex": 0, "associatePublicIpAddress": public}])


def _addresses() -> Iterator[Example]:
    rule = "network-compute-no-public-ip"
    yield passes(rule, _template("false"))
    yield fails(rule, _template("true"), says="`networkInterfaces[0].associatePublicIpAddress` is true")
    yield fails(rule, _template(True))
    yield unknown(rule, _template(UNKNOWN))
    yield passes(rule, res(_TEMPLATE, vpcSecurityGroupIds=[UNKNOWN]))
    for type_ in (_CONFIGURATION, _INSTANCE):
        yield passes(rule, res(type_, instanceType="m7g.large"))
        yield fails(rule, res(type_, associatePublicIpAddress=True), says="associatePublicIpAddress")
        yield unknown(rule, res(type_, associatePublicIpAddress=UNKNOWN))
    yield passes(rule, res(_EIP, domain="vpc"))
    yield fails(rule, res(_EIP, domain="vpc", instance=UNKNOWN), says="`instance`")
    yield passes(rule, res(_EIP_ASSOCIATION, allocationId=UNKNOWN, networkInterfaceId=UNKNOWN))
    yield fails(rule, res(_EIP_ASSOCIATION, allocationId=UNKNOWN, instanceId=UNKNOWN))
    for type_ in (_ECS_TEMPLATE, _ESS_CONFIGURATION, _ECS_INSTANCE):
        yield passes(rule, res(type_, internetMaxBandwidthOut=0))
        yield passes(rule, res(type_, instanceName="web"))
        yield fails(rule, res(type_, internetMaxBandwidthOut=10.0), says="`internetMaxBandwidthOut` is 10.0")
        yield unknown(rule, res(type_, internetMaxBandwidthOut=UNKNOWN))
    yield fails(rule, res(_ECS_INSTANCE, allocatePublicIp=True))
    yield passes(rule, res(_ECS_EIP, allocationId=UNKNOWN, instanceId=UNKNOWN, instanceType="Nat"))
    yield passes(rule, res(_ECS_EIP, allocationId=UNKNOWN, instanceId="ngw-0jl5w3gkxvnbv"))
    yield fails(rule, res(_ECS_EIP, allocationId=UNKNOWN, instanceId=UNKNOWN, instanceType="EcsInstance"))
    yield fails(rule, res(_ECS_EIP, allocationId=UNKNOWN, instanceId="i-0jl0o5ahkvxa1"))
    yield unknown(rule, res(_ECS_EIP, allocationId=UNKNOWN, instanceId=UNKNOWN))


def _aws_metadata() -> Iterator[Example]:
    rule = "network-imdsv2-required"
    for type_ in (_TEMPLATE, _CONFIGURATION, _INSTANCE):
        yield passes(rule, res(type_, metadataOptions={"httpTokens": "required", "httpPutResponseHopLimit": 2}))
        yield fails(rule, res(type_, instanceType="m7g.large"), says="`metadataOptions.httpTokens` is not")
        yield fails(rule, res(type_, metadataOptions={"httpTokens": "optional", "httpEndpoint": "enabled"}))
        yield passes(rule, res(type_, metadataOptions={"httpEndpoint": "disabled"}))
        far: dict[str, Any] = {"httpTokens": "required", "httpPutResponseHopLimit": 64}
        yield passes(rule, res(type_, metadataOptions={"httpEndpoint": "disabled", **far}))
        yield fails(
            rule,
            res(type_, metadataOptions={"httpTokens": "required", "httpPutResponseHopLimit": 3}),
            says="HopLimit` is 3",
        )
        yield unknown(rule, res(type_, metadataOptions={"httpTokens": UNKNOWN}))
    yield skips(rule, res(_INSTANCE, launchTemplate={"id": UNKNOWN}))
    yield fails(rule, res(_INSTANCE, launchTemplate={"id": UNKNOWN}, metadataOptions={"httpTokens": "optional"}))


def _alicloud_metadata() -> Iterator[Example]:
    rule = "network-imdsv2-required"
    for type_ in (_ECS_TEMPLATE, _ECS_INSTANCE):
        yield passes(rule, res(type_, httpTokens="required", httpPutResponseHopLimit=2))
        yield fails(rule, res(type_, instanceType="ecs.g8i.large"), says="`httpTokens` is not 'required'")
        yield passes(rule, res(type_, httpEndpoint="disabled"))
        yield fails(rule, res(type_, httpTokens="required", httpPutResponseHopLimit=64))
        yield unknown(rule, res(type_, httpTokens=UNKNOWN))
    yield skips(rule, res(_ECS_INSTANCE, launchTemplateId=UNKNOWN))
    yield fails(rule, res(_ECS_INSTANCE, launchTemplateName="tools", httpTokens="optional"))
    # facts/policies.md section 7, case 18: it has no `httpTokens`, and a group with a template has none of these
    yield fails(rule, res(_ESS_CONFIGURATION, instanceType="ecs.g8i.large"), says="cannot ask for tokens")
    yield fails(rule, res(_ESS_CONFIGURATION, httpEndpoint="enabled"))
    yield passes(rule, res(_ESS_CONFIGURATION, httpEndpoint="disabled"))
    yield unknown(rule, res(_ESS_CONFIGURATION, httpEndpoint=UNKNOWN))


EXAMPLES: tuple[Example, ...] = (*_addresses(), *_aws_metadata(), *_alicloud_metadata())
