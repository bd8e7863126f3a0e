"""Networks: ways out and lists of subnets."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_SUBNET = "aws:ec2/subnet:Subnet"
_VPC = "aws:ec2/vpc:Vpc"
_NAT = "aws:ec2/natGateway:NatGateway"
_ROUTE = "aws:ec2/route:Route"
_TABLE = "aws:ec2/routeTable:RouteTable"
_DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_MAIN = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
_GATEWAY = "alicloud:vpc/natGateway:NatGateway"
_DB_SUBNETS = "aws:rds/subnetGroup:SubnetGroup"
_CACHE_SUBNETS = "aws:elasticache/subnetGroup:SubnetGroup"
_PROXY = "aws:rds/proxy:Proxy"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ENDPOINT_SUBNET = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
_KMS = "alicloud:kms/instance:Instance"
_OUT = "resilience-nat-per-az"
_SPANS = "stack-subnet-groups-span-azs"

_PRIVATE = res(_SUBNET, "private-a", vpcId=UNKNOWN, availabilityZone="eu-central-1a")
_PUBLIC_A = res(_SUBNET, "public-a", availabilityZone="eu-central-1a")
_PUBLIC_B = res(_SUBNET, "public-b", availabilityZone="eu-central-1b")
_NAT_A = res(_NAT, "nat-a", subnetId=ref("public-a"))
_NAT_B = res(_NAT, "nat-b", subnetId=ref("public-b"))
_USES = res(_ASSOCIATION, "uses", subnetId=ref("private-a"), routeTableId=ref("table"))
_EMPTY = res(_TABLE, "table", vpcId=UNKNOWN)


def _through(gateway: str) -> Res:
    anywhere = "0.0.0.0/0"
    return res(_ROUTE, "out", routeTableId=ref("table"), destinationCidrBlock=anywhere, natGatewayId=ref(gateway))


WAYS_OUT: tuple[Example, ...] = (
    passes(_OUT, _PRIVATE, _PUBLIC_A, _NAT_A, _EMPTY, _USES, _through("nat-a")),
    fails(
        _OUT,
        _PRIVATE,
        _PUBLIC_B,
        _NAT_B,
        _EMPTY,
        _USES,
        _through("nat-b"),
        says="it is in eu-central-1a and goes out through nat-b in eu-central-1b",
    ),
    skips(_OUT, _PRIVATE, _PUBLIC_B, _NAT_B, _EMPTY, _USES, _through("nat-b"), environment=Environment.DEV),
    fails(
        _OUT,
        _PRIVATE,
        _PUBLIC_B,
        _NAT_B,
        res(_TABLE, "table", routes=[{"cidrBlock": "0.0.0.0/0", "natGatewayId": ref("nat-b")}]),
        _USES,
    ),
    # a subnet without a table of its own uses the main one of its network
    fails(
        _OUT,
        res(_SUBNET, "private-a", vpcId=ref("vpc"), availabilityZone="eu-central-1a"),
        res(_VPC, "vpc"),
        _PUBLIC_B,
        _NAT_B,
        _EMPTY,
        res(_MAIN, "main", vpcId=ref("vpc"), routeTableId=ref("table")),
        _through("nat-b"),
    ),
    fails(
        _OUT,
        res(_SUBNET, "private-a", vpcId=ref("vpc"), availabilityZone="eu-central-1a"),
        res(_VPC, "vpc"),
        _PUBLIC_B,
        _NAT_B,
        res(
            _DEFAULT_TABLE,
            defaultRouteTableId=ref("vpc"),
            routes=[{"cidrBlock": "0.0.0.0/0", "natGatewayId": ref("nat-b")}],
        ),
    ),
    passes(
        _OUT,
        _PRIVATE,
        res(_NAT, "everywhere", availabilityMode="regional", vpcId=UNKNOWN),
        _EMPTY,
        _USES,
        _through("everywhere"),
    ),
    skips(_OUT, _PRIVATE, _EMPTY, _USES),
    unknown(
        _OUT,
        res(_SUBNET, "private-a", availabilityZone=UNKNOWN),
        _PUBLIC_A,
        _NAT_A,
        _EMPTY,
        _USES,
        _through("nat-a"),
    ),
    unknown(
        _OUT,
        _PRIVATE,
        _EMPTY,
        _USES,
        res(_ROUTE, routeTableId=ref("table"), natGatewayId="nat-0123456789"),
        says="not in this stack",
    ),
    passes(_OUT, res(_GATEWAY, natType="Enhanced", availabilityMode="CrossAZ")),
    fails(_OUT, res(_GATEWAY, natType="Enhanced", availabilityMode="SingleAZ"), says="'SingleAZ'"),
    fails(_OUT, res(_GATEWAY, natType="Normal"), says="`natType`"),
    unknown(_OUT, res(_GATEWAY, availabilityMode=UNKNOWN)),
)

_TWO = [ref("public-a"), ref("public-b")]
_SAME = [ref("public-a"), ref("data-a")]
_DATA_A = res(_SUBNET, "data-a", availabilityZone="eu-central-1a")
_INTERFACE: dict[str, Any] = {"vpcEndpointType": "Interface", "serviceName": "com.amazonaws.eu-central-1.sqs"}

LISTS: tuple[Example, ...] = (
    passes(_SPANS, res(_DB_SUBNETS, subnetIds=_TWO), _PUBLIC_A, _PUBLIC_B),
    fails(_SPANS, res(_DB_SUBNETS, subnetIds=_SAME), _PUBLIC_A, _DATA_A, says="1 zone (eu-central-1a)"),
    unknown(_SPANS, res(_DB_SUBNETS, subnetIds=[ref("public-a"), UNKNOWN]), _PUBLIC_A),
    passes(_SPANS, res(_DB_SUBNETS, subnetIds=[*_TWO, UNKNOWN]), _PUBLIC_A, _PUBLIC_B),
    passes(_SPANS, res(_CACHE_SUBNETS, subnetIds=_TWO), _PUBLIC_A, _PUBLIC_B),
    fails(_SPANS, res(_CACHE_SUBNETS, subnetIds=[UNKNOWN]), says="at most 1 zone, 2 are needed"),
    unknown(_SPANS, res(_CACHE_SUBNETS, subnetIds=UNKNOWN)),
    passes(_SPANS, res(_PROXY, vpcSubnetIds=_TWO), _PUBLIC_A, _PUBLIC_B),
    fails(_SPANS, res(_PROXY, vpcSubnetIds=_SAME), _PUBLIC_A, _DATA_A),
    unknown(_SPANS, res(_PROXY, vpcSubnetIds=["subnet-1", "subnet-2"])),
    passes(_SPANS, res(_ENDPOINT, **_INTERFACE, subnetIds=_TWO), _PUBLIC_A, _PUBLIC_B),
    fails(_SPANS, res(_ENDPOINT, **_INTERFACE, subnetIds=[ref("public-a")]), _PUBLIC_A),
    passes(
        _SPANS,
        res(_ENDPOINT, "sqs", **_INTERFACE, subnetIds=[ref("public-a")]),
        _PUBLIC_A,
        _PUBLIC_B,
        res(_ENDPOINT_SUBNET, vpcEndpointId=ref("sqs"), subnetId=ref("public-b")),
    ),
    passes(
        _SPANS,
        res(
            _ENDPOINT,
            **_INTERFACE,
            subnetConfigurations=[
                {"subnetId": ref("public-a"), "ipv4": "10.0.0.9"},
                {"subnetId": ref("public-b"), "ipv4": "10.0.9.9"},
            ],
        ),
        _PUBLIC_A,
        _PUBLIC_B,
    ),
    skips(_SPANS, res(_ENDPOINT, serviceName="com.amazonaws.eu-central-1.s3", routeTableIds=[UNKNOWN])),
    unknown(_SPANS, res(_ENDPOINT, **_INTERFACE, subnetIds=UNKNOWN)),
    passes(_SPANS, res(_KMS, zoneIds=["cn-shanghai-l", "cn-shanghai-m"], vswitchIds=[UNKNOWN])),
    fails(_SPANS, res(_KMS, zoneIds=["cn-shanghai-l"], vswitchIds=[UNKNOWN]), says="1 zone (cn-shanghai-l)"),
    unknown(_SPANS, res(_KMS, zoneIds=[UNKNOWN, UNKNOWN])),
)

EXAMPLES: tuple[Example, ...] = WAYS_OUT + LISTS
