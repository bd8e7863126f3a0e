"""Networks: each zone has its own way out, and lists of subnets span zones."""

from __future__ import annotations

from collections.abc import Iterator

from policies.reading.zones import SUBNET, Zones, listed_zones, zone_of, zones
from policies.rule import LIVE, Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_NAT = "aws:ec2/natGateway:NatGateway"
_ROUTE = "aws:ec2/route:Route"
_TABLE = "aws:ec2/routeTable:RouteTable"
_DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
_VPC = "aws:ec2/vpc:Vpc"
_ENDPOINT_SUBNET = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
_LEAST_ZONES = 2


def _aws_way_out(subnet: View) -> Outcome:
    gateways = [gateway for table in _tables(subnet) for gateway in _gateways(table)]
    if not gateways:
        return NotApplicable("it has no way out through a NAT gateway")
    for gateway in gateways:
        if gateway.get("availabilityMode", "zonal") == "regional":
            continue
        home = zones(gateway, "subnetId").exact()
        own = zone_of(subnet)
        if home != {own}:
            return f"it is in {own} and goes out through {gateway.name} in {', '.join(home)}"
    return None


def _tables(subnet: View) -> list[View]:
    """Its own route table, otherwise the main one of its network."""
    own = [
        table
        for association in subnet.referring(_ASSOCIATION, "subnetId")
        for table in association.targets("routeTableId", _TABLE, _DEFAULT_TABLE)
    ]
    if own:
        return own
    return [
        table
        for vpc in subnet.targets("vpcId", _VPC)
        for table in (
            *(
                table
                for association in vpc.referring(_MAIN_ASSOCIATION, "vpcId")
                for table in association.targets("routeTableId", _TABLE)
            ),
            *vpc.referring(_DEFAULT_TABLE, "defaultRouteTableId"),
        )
    ]


def _gateways(table: View) -> Iterator[View]:
    for route in (*table.each("routes"), *table.referring(_ROUTE, "routeTableId")):
        if not route.has("natGatewayId"):
            continue
        found = route.targets("natGatewayId", _NAT)
        if not found:
            raise NotEvaluated("it goes out through a NAT gateway that is not in this stack")
        yield from found


def _alicloud_nat(gateway: View) -> Outcome:
    if gateway.get("natType", "Enhanced") != "Enhanced":
        return "`natType` is not 'Enhanced': it is in one zone"
    mode = gateway.get("availabilityMode", "CrossAZ")
    return None if mode == "CrossAZ" else f"`availabilityMode` is {mode!r}: it is in one zone"


def _spans(path: str) -> Check:
    def check(resource: View) -> Outcome:
        return zones(resource, path).too_few(_LEAST_ZONES)

    return check


def _endpoint(endpoint: View) -> Outcome:
    if endpoint.get("vpcEndpointType", "Gateway") != "Interface":
        return NotApplicable("only interface endpoints stand in subnets of their own")
    path = "subnetConfigurations" if endpoint.has("subnetConfigurations") else "subnetIds"
    found = [zones(endpoint, path)]
    found += [zones(view, "subnetId") for view in endpoint.referring(_ENDPOINT_SUBNET, "vpcEndpointId")]
    return sum(found, Zones()).too_few(_LEAST_ZONES)


def _kms_instance(instance: View) -> Outcome:
    return listed_zones(instance, "zoneIds").too_few(_LEAST_ZONES)


RULES = (
    Rule(
        id="resilience-nat-per-az",
        title="The way out of each zone leads through no other zone",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="With one NAT gateway the loss of its zone cuts the instances of all zones off from the payment "
        "provider.",
        remediation="set `nat=Nat.PER_ZONE` on Network (stack file: `profile: highly-available`)",
        source="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        checks={SUBNET: _aws_way_out, "alicloud:vpc/natGateway:NatGateway": _alicloud_nat},
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="stack-subnet-groups-span-azs",
        title="Everything that takes a list of subnets or zones is given at least two zones",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A store cannot fail over into a zone that its subnet group does not have, and an endpoint in one "
        "zone is missing for all instances when that zone is lost.",
        remediation="give the component the `subnet_ids` of all `zones` (stack file: `network.zones`, at least "
        "two)",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
        checks={
            "aws:rds/subnetGroup:SubnetGroup": _spans("subnetIds"),
            "aws:elasticache/subnetGroup:SubnetGroup": _spans("subnetIds"),
            "aws:rds/proxy:Proxy": _spans("vpcSubnetIds"),
            "aws:ec2/vpcEndpoint:VpcEndpoint": _endpoint,
            "alicloud:kms/instance:Instance": _kms_instance,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
