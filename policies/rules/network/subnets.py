"""Networks and subnets: flow logs, public addresses, closed defaults."""

from __future__ import annotations

from policies.rule import Area, Outcome, Rule, Scope, Severity
from policies.view import View


def _no_public_address(subnet: View) -> Outcome:
    if subnet.get("mapPublicIpOnLaunch", False) is True:
        return "`mapPublicIpOnLaunch` is true: every instance started in it is on the internet"
    return None


def _default_subnet(subnet: View) -> Outcome:
    """AWS made it with public addresses, and so it stays until it is told otherwise."""
    if subnet.get("mapPublicIpOnLaunch", True) is True:
        return "`mapPublicIpOnLaunch` is not false: every instance started in a default subnet is on the internet"
    return None


def _aws_flow_log(vpc: View) -> Outcome:
    for log in vpc.referring("aws:ec2/flowLog:FlowLog", "vpcId"):
        if log.get("trafficType") in {"ALL", "REJECT"}:
            return None
    return "no FlowLog of it records all or rejected traffic"


def _alicloud_flow_log(network: View) -> Outcome:
    for log in network.referring("alicloud:vpc/flowLog:FlowLog", "resourceId"):
        recording = log.get("status", "Active") == "Active" and log.get("trafficType") == "All"
        if recording and log.get("resourceType") == "VPC":
            return None
    return "no active FlowLog of it records all traffic"


RULES = (
    Rule(
        id="network-subnet-no-auto-public-ip",
        title="Subnets give no public address to what is started in them",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="An instance that nobody meant to publish is scanned within minutes.",
        remediation="leave it to Network, which never sets `mapPublicIpOnLaunch`; publish through a LoadBalancer",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
        checks={
            "aws:ec2/subnet:Subnet": _no_public_address,
            "aws:ec2/defaultSubnet:DefaultSubnet": _default_subnet,
        },
        not_applicable={"alicloud": "a vSwitch never gives public addresses"},
    ),
    Rule(
        id="stack-vpc-flow-logs",
        title="Every network records its traffic, or at least what it refuses",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Without flow logs nobody can say afterwards where an attacker went or what left the network.",
        remediation="build the network with Network, which adds the flow log",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
        checks={
            "aws:ec2/vpc:Vpc": _aws_flow_log,
            "aws:ec2/defaultVpc:DefaultVpc": _aws_flow_log,
            "alicloud:vpc/network:Network": _alicloud_flow_log,
        },
        scope=Scope.STACK,
    ),
)
