"""Ways out of a network: no internet for data, and private ways to the services of the cloud."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping

from policies.reading.endpoints import lacking
from policies.reading.faults import first_fault
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_VPC = "aws:ec2/vpc:Vpc"
_SUBNET = "aws:ec2/subnet:Subnet"
_GATEWAY = "aws:ec2/internetGateway:InternetGateway"
_TABLE = "aws:ec2/routeTable:RouteTable"
_DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
_MAIN_TABLE = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
_ROUTE = "aws:ec2/route:Route"
_SWITCH = "alicloud:vpc/switch:Switch"
_SNAT = "alicloud:vpc/snatEntry:SnatEntry"
_SUBNET_GROUPS = tuple(
    f"aws:{service}/subnetGroup:SubnetGroup"
    for service in ("rds", "elasticache", "docdb", "memorydb", "neptune", "redshift")
)
_STORES_ON_A_SWITCH = (
    "alicloud:polardb/cluster:Cluster",
    "alicloud:rds/instance:Instance",
    "alicloud:rds/readOnlyInstance:ReadOnlyInstance",
    "alicloud:redis/tairInstance:TairInstance",
    "alicloud:kvstore/instance:Instance",
    "alicloud:mongodb/instance:Instance",
)
_NEEDED: Mapping[str, str] = {
    "s3": "aws:s3/bucket:Bucket",
    "kms": "aws:kms/key:Key",
    "secretsmanager": "aws:secretsmanager/secret:Secret",
    "logs": "aws:cloudwatch/logGroup:LogGroup",
}
"""Service whose traffic must stay inside -> what shows that the stack uses it. DynamoDB has a rule of its own."""
_DYNAMODB_TABLE = "aws:dynamodb/table:Table"
_INTERFACE_PLACES = 2
"""Subnets of an endpoint, so that it survives the loss of a zone."""


def _aws_data_subnets(group: View) -> Outcome:
    subnets = group.targets("subnetIds", _SUBNET)
    fault = first_fault(subnets, _leads_to_the_internet)
    if fault is None and len(subnets) < group.count("subnetIds"):
        raise NotEvaluated("some of its subnets are not of this stack")
    return fault


def _leads_to_the_internet(subnet: View) -> str | None:
    for table in _tables(subnet):
        for route in (*(table.each("routes") if table.type in (_TABLE, _DEFAULT_TABLE) else ()), *_routes(table)):
            if _is_to_the_internet(route):
                return f"{subnet.name} has a route to the internet gateway ({table.name})"
    return None


def _tables(subnet: View) -> Iterator[View]:
    """Its route table. Without one it follows the network's main table, which the network stands for here."""
    associations = subnet.referring("aws:ec2/routeTableAssociation:RouteTableAssociation", "subnetId")
    for association in associations:
        tables = association.targets("routeTableId", _TABLE, _DEFAULT_TABLE)
        if not tables:
            raise NotEvaluated(f"the route table of {subnet.name} is not of this stack")
        yield from tables
    if associations:
        return
    for vpc in subnet.targets("vpcId", _VPC):
        yield vpc
        yield from vpc.referring(_DEFAULT_TABLE, "defaultRouteTableId")
        for association in vpc.referring(_MAIN_TABLE, "vpcId"):
            yield from association.targets("routeTableId", _TABLE)


def _routes(table: View) -> Iterator[View]:
    yield from table.referring(_ROUTE, "routeTableId")


def _is_to_the_internet(route: View) -> bool:
    if not route.has("gatewayId"):
        return False
    return bool(route.targets("gatewayId", _GATEWAY)) or str(route.get("gatewayId")).startswith("igw-")


def _alicloud_data_switch(switch: View) -> Outcome:
    stores = [store.name for type_ in _STORES_ON_A_SWITCH for store in switch.referring(type_, "vswitchId")]
    if not stores:
        return NotApplicable("no store stands in it")
    for entry in switch.all(_SNAT):
        if _covers(entry, switch):
            return f"{entry.name} lets it out to the internet, and {', '.join(sorted(stores))} stands in it"
    return None


def _covers(entry: View, switch: View) -> bool:
    if any(source.resource is switch.resource for source in entry.targets("sourceVswitchId", _SWITCH)):
        return True
    block = entry.get("sourceCidr")
    if block is None or not _same_network(entry, switch):
        return False
    return ipaddress.ip_network(block, strict=False).overlaps(
        ipaddress.ip_network(switch.get("cidrBlock"), strict=False)
    )


def _same_network(entry: View, switch: View) -> bool:
    network = "alicloud:vpc/network:Network"
    here = {found.resource.urn for found in switch.targets("vpcId", network)}
    gateways = entry.targets("snatTableId", "alicloud:vpc/natGateway:NatGateway")
    return any(found.resource.urn in here for gateway in gateways for found in gateway.targets("vpcId", network))


def _private_ways(vpc: View) -> Outcome:
    used = [service for service, type_ in _NEEDED.items() if vpc.all(type_)]
    if not used:
        return NotApplicable("the stack uses none of these services")
    return lacking(vpc, used, places=min(_INTERFACE_PLACES, vpc.stack.facts.demands.zones))


def _private_way_to_tables(vpc: View) -> Outcome:
    if not vpc.all(_DYNAMODB_TABLE):
        return NotApplicable("the stack has no table")
    return lacking(vpc, ["dynamodb"], places=min(_INTERFACE_PLACES, vpc.stack.facts.demands.zones))


def _tablestore_private(instance: View) -> Outcome:
    if instance.get("networkTypeAcls") is None and instance.get("accessedBy") in ("Vpc", "ConsoleOrVpc"):
        return None  # the older argument
    if "INTERNET" in (instance.values("networkTypeAcls") or ("INTERNET",)):
        return "`networkTypeAcls` admits INTERNET, which it does by default"
    return None


RULES = (
    Rule(
        id="stack-data-subnets-have-no-igw-route",
        title="Subnets of databases and caches have no route to an internet gateway, and no SNAT entry",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="With the route, one wrong flag puts the orders on the internet; with SNAT, a thief"
        " can carry them out.",
        remediation="give Database and Cache the `isolated_subnet_ids` of Network",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
        checks={
            **dict.fromkeys(_SUBNET_GROUPS, _aws_data_subnets),
            _SWITCH: _alicloud_data_switch,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="network-private-service-endpoints",
        title="Calls to the services that hold files, keys, secrets and logs stay inside the network",
        area=Area.NETWORK,
        severity=Severity.MEDIUM,
        why="Secrets and evidence otherwise leave through NAT over the internet, and stop flowing when NAT fails "
        "in a sale.",
        remediation="build the network with Network, which makes the endpoints; those of the other services come "
        "with `nat=Nat.PER_ZONE`",
        source="https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html",
        checks={_VPC: _private_ways},
        not_applicable={
            "alicloud": "OSS, KMS, SLS and the other services answer inside every VPC without an endpoint"
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="network-nosql-private",
        title="Services reach tables inside the network",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Carts and sessions otherwise cross the internet, and stop when NAT fails; a Tablestore that answers "
        "there is one stolen key away from anybody.",
        remediation="build tables with Table and the network with Network (AWS: gateway endpoint of DynamoDB; "
        'Alibaba Cloud: `network_type_acls=["VPC"]`)',
        source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/vpc-endpoints-dynamodb.html",
        checks={_VPC: _private_way_to_tables, "alicloud:ots/instance:Instance": _tablestore_private},
        scope=Scope.STACK,
    ),
)
