"""Ways out of a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_VPC = "aws:ec2/vpc:Vpc"
_SUBNET = "aws:ec2/subnet:Subnet"
_TABLE = "aws:ec2/routeTable:RouteTable"
_ROUTE = "aws:ec2/route:Route"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_GROUPS = tuple(
    f"aws:{service}/subnetGroup:SubnetGroup"
    for service in ("rds", "elasticache", "docdb", "memorydb", "neptune", "redshift")
)
_SWITCH = "alicloud:vpc/switch:Switch"
_SNAT = "alicloud:vpc/snatEntry:SnatEntry"
_OTS = "alicloud:ots/instance:Instance"
_GATEWAY = res("aws:ec2/internetGateway:InternetGateway", "internet", vpcId=ref("vpc"))
_IN_A_TABLE = (
    res(_VPC, "vpc"),
    res(_SUBNET, "subnet", vpcId=ref("vpc")),
    res(_TABLE, "table", vpcId=ref("vpc")),
    res(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "association",
        subnetId=ref("subnet"),
        routeTableId=ref("table"),
    ),
    _GATEWAY,
)


def _route(table: str, **target: Any) -> Res:
    return res(_ROUTE, "route", routeTableId=ref(table), destinationCidrBlock="0.0.0.0/0", **target)


def _data_subnets() -> Iterator[Example]:
    rule = "stack-data-subnets-have-no-igw-route"
    for type_ in _GROUPS:
        group = res(type_, "group", subnetIds=[ref("subnet")])
        yield passes(rule, group, *_IN_A_TABLE)
        yield fails(
            rule, group, *_IN_A_TABLE, _route("table", gatewayId=ref("internet")), says="subnet has a route"
        )
        yield unknown(rule, group, *_IN_A_TABLE, _route("table", gatewayId=UNKNOWN))
        half = res(type_, subnetIds=[ref("subnet"), "subnet-of-another-stack"])
        yield unknown(rule, half, *_IN_A_TABLE, says="not of this stack")
    group = res(_GROUPS[0], "group", subnetIds=[ref("subnet")])
    yield passes(rule, group, *_IN_A_TABLE, _route("table", natGatewayId=UNKNOWN))
    yield fails(rule, group, *_IN_A_TABLE, _route("table", gatewayId="igw-0a1b2c3d4e5f60718"))
    inline = res(_TABLE, "table", routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": ref("internet")}])
    yield fails(rule, group, *(item for item in _IN_A_TABLE if item[1] != "table"), inline)
    elsewhere = "aws:ec2/routeTableAssociation:RouteTableAssociation"
    yield unknown(
        rule,
        group,
        *_IN_A_TABLE[:2],
        res(elsewhere, subnetId=ref("subnet"), routeTableId="rtb-0a1b2c3d4e5f60718"),
        says="the route table of subnet",
    )
    # without a table of its own, a subnet follows the main one
    in_no_table = (res(_VPC, "vpc"), res(_SUBNET, "subnet", vpcId=ref("vpc")), _GATEWAY)
    yield passes(rule, group, *in_no_table)
    yield fails(rule, group, *in_no_table, _route("vpc", gatewayId=ref("internet")))
    main = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
    yield fails(
        rule,
        group,
        *in_no_table,
        res(_TABLE, "table", vpcId=ref("vpc")),
        res(main, "main", vpcId=ref("vpc"), routeTableId=ref("table")),
        _route("table", gatewayId=ref("internet")),
    )
    default = "aws:ec2/defaultRouteTable:DefaultRouteTable"
    routes = [{"ipv6CidrBlock": "::/0", "gatewayId": ref("internet")}]
    yield fails(rule, group, *in_no_table, res(default, "default", defaultRouteTableId=ref("vpc"), routes=routes))


def _data_switches() -> Iterator[Example]:
    rule = "stack-data-subnets-have-no-igw-route"
    network = res("alicloud:vpc/network:Network", "network")
    switch = res(_SWITCH, "switch", vpcId=ref("network"), cidrBlock="10.40.248.0/24")
    store = res("alicloud:polardb/cluster:Cluster", "database", vswitchId=ref("switch"))
    gateway = res("alicloud:vpc/natGateway:NatGateway", "nat", vpcId=ref("network"))
    stack = (switch, network, store, gateway)

    def snat(**source: Any) -> Res:
        return res(_SNAT, "snat", snatTableId=ref("nat"), snatIp=UNKNOWN, **source)

    yield passes(rule, *stack, snat(sourceVswitchId=ref("other")), res(_SWITCH, "other", vpcId=ref("network")))
    yield fails(rule, *stack, snat(sourceVswitchId=ref("switch")), says="database stands in it")
    yield unknown(rule, *stack, snat(sourceVswitchId=UNKNOWN))
    yield fails(rule, *stack, snat(sourceCidr="10.40.0.0/16"))
    yield passes(rule, *stack, snat(sourceCidr="10.40.0.0/20"))
    # the same addresses in another network
    yield passes(
        rule,
        *stack,
        res("alicloud:vpc/network:Network", "elsewhere"),
        res("alicloud:vpc/natGateway:NatGateway", "other-nat", vpcId=ref("elsewhere")),
        res(_SNAT, "snat", snatTableId=ref("other-nat"), snatIp=UNKNOWN, sourceCidr="10.40.0.0/16"),
    )
    yield skips(rule, switch, network, gateway, snat(sourceVswitchId=ref("switch")))


def _interface(service: str, subnets: int = 2, **more: Any) -> Res:
    name = f"com.amazonaws.eu-central-1.{service}"
    given = {"vpcId": ref("vpc"), "serviceName": name, "privateDnsEnabled": True, **more}
    return res(_ENDPOINT, service, vpcEndpointType="Interface", subnetIds=[UNKNOWN] * subnets, **given)


def _gateway(service: str, *tables: Any, **more: Any) -> Res:
    name = f"com.amazonaws.eu-central-1.{service}"
    return res(
        _ENDPOINT, service, **{"vpcId": ref("vpc"), "serviceName": name, "routeTableIds": [*tables], **more}
    )


def _endpoints() -> Iterator[Example]:
    rule, vpc, bucket = "network-private-service-endpoints", res(_VPC, "vpc"), res("aws:s3/bucket:Bucket", "files")
    key, secret = res("aws:kms/key:Key", "key"), res("aws:secretsmanager/secret:Secret", "secret")
    yield passes(rule, vpc, bucket, key, _gateway("s3", UNKNOWN), _interface("kms"))
    yield fails(rule, vpc, bucket, key, _gateway("s3", UNKNOWN), says="kms: no endpoint leads to it")
    yield fails(rule, vpc, bucket, _gateway("s3"), says="is in no route table")
    association = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
    attached = res(association, vpcEndpointId=ref("s3"), routeTableId=UNKNOWN)
    yield passes(rule, vpc, bucket, _gateway("s3"), attached)
    yield fails(rule, vpc, secret, _interface("secretsmanager", privateDnsEnabled=False), says="privateDnsEnabled")
    yield fails(rule, vpc, secret, _interface("secretsmanager", subnets=1), says="in 1 subnets, 2 are needed")
    in_subnet = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
    second = res(in_subnet, vpcEndpointId=ref("kms"), subnetId=UNKNOWN)
    yield passes(rule, vpc, key, _interface("kms", subnets=1), second)
    yield fails(rule, res(_VPC, "other"), vpc, key, _interface("kms"))
    yield unknown(rule, vpc, key, _interface("kms", serviceName=UNKNOWN))
    yield skips(rule, vpc)


def _tables() -> Iterator[Example]:
    rule, vpc = "network-nosql-private", res(_VPC, "vpc")
    table = res("aws:dynamodb/table:Table", "carts", hashKey="id")
    yield passes(rule, vpc, table, _gateway("dynamodb", UNKNOWN))
    yield fails(rule, vpc, table, _gateway("s3", UNKNOWN), says="dynamodb: no endpoint leads to it")
    yield unknown(rule, vpc, table, _gateway("dynamodb", UNKNOWN, vpcEndpointType=UNKNOWN))
    yield skips(rule, vpc)
    yield passes(rule, res(_OTS, networkTypeAcls=["VPC"]))
    yield fails(rule, res(_OTS, instanceType="HighPerformance"), says="which it does by default")
    yield fails(rule, res(_OTS, networkTypeAcls=["VPC", "INTERNET"]))
    yield passes(rule, res(_OTS, accessedBy="ConsoleOrVpc"))
    yield fails(rule, res(_OTS, accessedBy="Any"))
    yield unknown(rule, res(_OTS, networkTypeAcls=UNKNOWN))


EXAMPLES: tuple[Example, ...] = (*_data_subnets(), *_data_switches(), *_endpoints(), *_tables())
