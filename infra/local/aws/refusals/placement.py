"""Where a resource stands: the VPC and zones of its subnets, and what must be in the same VPC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infra.local.aws.refusals.subject import SUBNET, Rules, Subject, listed
from infra.local.constraints.places import Place
from infra.local.contract import Finding
from infra.local.existing import CreatedResource

_GROUP = "aws:ec2/securityGroup:SecurityGroup"


@dataclass(frozen=True, kw_only=True)
class Placement:
    """How a type says where it stands."""

    subnets: str = ""
    """Path of the ids of its subnets."""
    subnet_group: tuple[str, str] | None = None
    """Instead: path of the name of a subnet group, and the type of that."""
    vpc: str = ""
    """Path of its VPC's id."""
    security_groups: str = ""
    least_zones: int = 1
    one_subnet_a_zone: bool = False


PLACEMENTS = {
    "aws:autoscaling/group:Group": Placement(subnets="vpcZoneIdentifiers[]"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": Placement(
        subnets="subnetIds[]", vpc="vpcId", security_groups="securityGroupIds[]", one_subnet_a_zone=True
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": Placement(
        subnet_group=("subnetGroupName", "aws:elasticache/subnetGroup:SubnetGroup"),
        security_groups="securityGroupIds[]",
    ),
    "aws:elasticache/subnetGroup:SubnetGroup": Placement(subnets="subnetIds[]"),
    "aws:lb/loadBalancer:LoadBalancer": Placement(
        subnets="subnets[]", security_groups="securityGroups[]", least_zones=2, one_subnet_a_zone=True
    ),
    "aws:opensearch/domain:Domain": Placement(
        subnets="vpcOptions.subnetIds[]",
        security_groups="vpcOptions.securityGroupIds[]",
        one_subnet_a_zone=True,
    ),
    "aws:rds/cluster:Cluster": Placement(
        subnet_group=("dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup"),
        security_groups="vpcSecurityGroupIds[]",
    ),
    "aws:rds/proxy:Proxy": Placement(
        subnets="vpcSubnetIds[]", security_groups="vpcSecurityGroupIds[]", least_zones=2
    ),
    "aws:rds/proxyEndpoint:ProxyEndpoint": Placement(
        subnets="vpcSubnetIds[]", security_groups="vpcSecurityGroupIds[]", least_zones=2
    ),
    "aws:rds/subnetGroup:SubnetGroup": Placement(subnets="subnetIds[]", least_zones=2),
    "aws:sagemaker/model:Model": Placement(
        subnets="vpcConfig.subnets[]", security_groups="vpcConfig.securityGroupIds[]"
    ),
}


def placed(subject: Subject) -> Iterator[Finding]:
    """All subnets in one VPC, in enough zones, and the security groups in that VPC."""
    placement = PLACEMENTS[subject.type]
    vpc = subject.text(placement.vpc) if placement.vpc else ""
    zones: dict[str, str] = {}
    for place, subnet in _subnets(subject, placement):
        own = str(subnet.get("vpcId"))
        vpc = vpc or own
        if own != vpc:
            yield subject.finding(place, f"is a subnet of {own}, not of {vpc}", "take subnets of one VPC only")
            return
        zone = str(subnet.get("availabilityZone"))
        if placement.one_subnet_a_zone and zone in zones:
            what = f"is in zone {zone}, as {zones[zone]} is"
            yield subject.finding(place, what, "name one subnet of each zone")
        zones[zone] = subnet.name
    path = placement.subnets.removesuffix("[]")
    if path and zones and len(zones) < placement.least_zones:
        what = f"must be subnets of at least {placement.least_zones} zones, are of {', '.join(zones)} only"
        yield subject.finding(path, what, "add a subnet in another zone")
    yield from _groups(subject, placement.security_groups, vpc)


def group_in_vpc(subject: Subject) -> Iterator[Finding]:
    """The group that a rule names as its other end is in the VPC of its own group."""
    own = subject.target(subject.get("securityGroupId"), _GROUP)
    if own:
        yield from _groups(subject, "referencedSecurityGroupId", str(own.get("vpcId")))


def template_in_vpc(subject: Subject) -> Iterator[Finding]:
    """All security groups of one network interface are in one VPC."""
    for interface in subject.parts("networkInterfaces[]"):
        first = subject.target(interface.get("securityGroups[]"), _GROUP)
        yield from _groups(interface, "securityGroups[]", str(first.get("vpcId")) if first else "")


def _subnets(subject: Subject, placement: Placement) -> Iterator[tuple[Place, CreatedResource]]:
    if placement.subnet_group:
        path, type_ = placement.subnet_group
        for place in subject.at(path):
            group = subject.target(place.value, type_)
            for id_ in listed(group.get("subnetIds")) if group else ():
                subnet = subject.target(id_, SUBNET)
                if subnet:
                    yield place, subnet
    for place in subject.at(placement.subnets) if placement.subnets else ():
        subnet = subject.target(place.value, SUBNET)
        if subnet:
            yield place, subnet


def _groups(subject: Subject, path: str, vpc: str) -> Iterator[Finding]:
    for place in subject.at(path) if path and vpc else ():
        group = subject.target(place.value, _GROUP)
        if group and group.get("vpcId") != vpc:
            what = f"is a security group of {group.get('vpcId')}, not of {vpc}"
            yield subject.finding(place, what, "take a security group of the same VPC")


RULES: Rules = {
    **dict.fromkeys(PLACEMENTS, (placed,)),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (group_in_vpc,),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (group_in_vpc,),
    "aws:ec2/launchTemplate:LaunchTemplate": (template_in_vpc,),
}
