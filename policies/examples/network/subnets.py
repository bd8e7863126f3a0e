"""Networks and subnets."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, unknown

_SUBNET = "aws:ec2/subnet:Subnet"
_DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet"
_VPC = "aws:ec2/vpc:Vpc"
_DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc"
_FLOW_LOG = "aws:ec2/flowLog:FlowLog"
_NETWORK = "alicloud:vpc/network:Network"
_NETWORK_LOG = "alicloud:vpc/flowLog:FlowLog"

EXAMPLES: tuple[Example, ...] = (
    passes("network-subnet-no-auto-public-ip", res(_SUBNET, vpcId=UNKNOWN, cidrBlock="10.0.0.0/20")),
    fails("network-subnet-no-auto-public-ip", res(_SUBNET, mapPublicIpOnLaunch=True), says="mapPublicIpOnLaunch"),
    unknown("network-subnet-no-auto-public-ip", res(_SUBNET, mapPublicIpOnLaunch=UNKNOWN)),
    passes("network-subnet-no-auto-public-ip", res(_DEFAULT_SUBNET, mapPublicIpOnLaunch=False)),
    # AWS makes default subnets public
    fails("network-subnet-no-auto-public-ip", res(_DEFAULT_SUBNET, availabilityZone="eu-central-1a")),
    unknown("network-subnet-no-auto-public-ip", res(_DEFAULT_SUBNET, mapPublicIpOnLaunch=UNKNOWN)),
    passes("stack-vpc-flow-logs", res(_VPC, "vpc"), res(_FLOW_LOG, "log", vpcId=ref("vpc"), trafficType="ALL")),
    fails("stack-vpc-flow-logs", res(_VPC, "vpc")),
    *(
        verdict(
            "stack-vpc-flow-logs",
            res(_DEFAULT_VPC, "vpc"),
            res(_FLOW_LOG, "log", vpcId=ref("vpc"), trafficType=traffic),
        )
        for verdict, traffic in ((passes, "REJECT"), (fails, "ACCEPT"), (unknown, UNKNOWN))
    ),
    fails("stack-vpc-flow-logs", res(_VPC, "vpc"), res(_FLOW_LOG, "log", vpcId=ref("vpc"), trafficType="ACCEPT")),
    # facts/policies.md section 7, case 11: two logs of one network say nothing about the other
    fails(
        "stack-vpc-flow-logs",
        res(_VPC, "other"),
        res(_VPC, "vpc"),
        res(_FLOW_LOG, "log", vpcId=ref("vpc"), trafficType="ALL"),
        res(_FLOW_LOG, "second", vpcId=ref("vpc"), trafficType="ALL"),
    ),
    unknown("stack-vpc-flow-logs", res(_VPC, "vpc"), res(_FLOW_LOG, "log", vpcId=ref("vpc"), trafficType=UNKNOWN)),
    passes(
        "stack-vpc-flow-logs",
        res(_NETWORK, "network"),
        res(
            _NETWORK_LOG, "log", resourceId=ref("network"), resourceType="VPC", trafficType="All", status="Active"
        ),
    ),
    fails(
        "stack-vpc-flow-logs",
        res(_NETWORK, "network"),
        res(
            _NETWORK_LOG,
            "log",
            resourceId=ref("network"),
            resourceType="VPC",
            trafficType="All",
            status="Inactive",
        ),
        says="no active FlowLog",
    ),
    unknown(
        "stack-vpc-flow-logs",
        res(_NETWORK, "network"),
        res(_NETWORK_LOG, "log", resourceId=ref("network"), resourceType="VPC", trafficType=UNKNOWN),
    ),
)
