"""Networks and security groups."""

from __future__ import annotations

from tests.local.variation import GONE, Broken, Of

ASSOCIATION = "ec2/routeTableAssociation:RouteTableAssociation"
EIP = "ec2/eip:Eip"
ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint"
FLOW_LOG = "ec2/flowLog:FlowLog"
GROUP = "ec2/securityGroup:SecurityGroup"
INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
NAT = "ec2/natGateway:NatGateway"
ROUTE = "ec2/route:Route"
SUBNET = "ec2/subnet:Subnet"
TABLE = "ec2/routeTable:RouteTable"
VPC = "ec2/vpc:Vpc"

NETWORK = (
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="10.0.0.0/8"),
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="10.40.0.0/33"),
    Broken(type=VPC, name="network-vpc", at="instanceTenancy", value="shared"),
    Broken(type=SUBNET, name="network-private-a", at="cidrBlock", value="192.168.0.0/24"),
    Broken(
        type=SUBNET, name="network-private-b", at="cidrBlock", value=Of(SUBNET, "network-private-a", "cidrBlock")
    ),
    Broken(type=SUBNET, name="network-private-a", at="availabilityZone", value="us-east-1a"),
    Broken(type=SUBNET, name="network-private-a", at="vpcId", value="vpc-0123456789abcdef0"),
    Broken(type=ROUTE, name="network-private-a", at="natGatewayId", value="nat-0123456789abcdef0"),
    Broken(type=ROUTE, name="network-public", at="gatewayId", value=Of(VPC, "network-vpc")),
    Broken(
        type=ROUTE,
        name="network-private-b",
        at="routeTableId",
        value=Of(TABLE, "network-private-a"),
        blame="destinationCidrBlock",
    ),
    Broken(type=ROUTE, name="network-private-b", at="destinationCidrBlock", value="0.0.0.0/40"),
    Broken(
        type=ROUTE,
        name="network-private-b",
        at="gatewayId",
        value=Of("ec2/internetGateway:InternetGateway", "network-igw"),
        blame="natGatewayId",
    ),
    Broken(type=ASSOCIATION, name="network-private-b", at="subnetId", value=Of(SUBNET, "network-private-a")),
    Broken(type=ASSOCIATION, name="network-private-b", at="routeTableId", value=Of(TABLE, "stranger")),
    Broken(type=NAT, name="network-nat-b", at="allocationId", value=Of(EIP, "network-nat-a")),
    Broken(type=NAT, name="network-nat-a", at="allocationId", value=GONE),
    Broken(type=NAT, name="network-nat-a", at="subnetId", value="subnet-0123456789abcdef0"),
    Broken(type=ENDPOINT, name="network-sqs", at="serviceName", value="com.amazonaws.eu-central-1.sqss"),
    Broken(type=ENDPOINT, name="network-sqs", at="serviceName", value="com.amazonaws.eu-west-1.sqs"),
    Broken(type=ENDPOINT, name="network-sqs", at="vpcEndpointType", value="Gateway"),
    Broken(type=ENDPOINT, name="network-sqs", at="securityGroupIds[0]", value=Of(GROUP, "stranger")),
    Broken(type=ENDPOINT, name="network-sqs", at="subnetIds[1]", value=Of(SUBNET, "network-isolated-a")),
    Broken(
        type=ENDPOINT,
        name="network-sqs",
        at="serviceName",
        value="com.amazonaws.eu-central-1.kms",
        blame="privateDnsEnabled",
    ),
    Broken(
        type=FLOW_LOG,
        name="network-flow-log",
        at="logDestination",
        value="arn:aws:logs:eu-central-1:111122223333:log-group:/floodgate/prod/net",
    ),
    Broken(type=FLOW_LOG, name="network-flow-log", at="iamRoleArn", value=Of("iam/role:Role", "stranger", "arn")),
    Broken(type=FLOW_LOG, name="network-flow-log", at="maxAggregationInterval", value=120),
    Broken(type=FLOW_LOG, name="network-flow-log", at="trafficType", value="DENY"),
    Broken(type=GROUP, name="catalog-sg-group", at="vpcId", value="vpc-0123456789abcdef0"),
    Broken(type=GROUP, name="catalog-sg-group", at="description", value="Catalog <eight> instances"),
    Broken(type=GROUP, name="catalog-sg-group", at="name", value="sg-catalog"),
    Broken(type=INGRESS, name="shop-cache-in-orders", at="toPort", value=70000),
    Broken(type=INGRESS, name="shop-cache-in-orders", at="ipProtocol", value="tpc"),
    Broken(type=INGRESS, name="shop-cache-in-orders", at="toPort", value=6000),
    Broken(
        type=INGRESS, name="shop-cache-in-orders", at="referencedSecurityGroupId", value=GONE, blame="cidrIpv4"
    ),
    Broken(type=INGRESS, name="shop-cache-in-orders", at="securityGroupId", value="sg-0123456789abcdef0"),
    Broken(
        type=INGRESS,
        name="shop-cache-in-orders",
        at="referencedSecurityGroupId",
        value=Of(SUBNET, "network-private-a"),
    ),
    Broken(type=INGRESS, name="shop-cache-in-orders", at="referencedSecurityGroupId", value=Of(GROUP, "stranger")),
    Broken(
        type=INGRESS,
        name="shop-cache-in-orders",
        at="referencedSecurityGroupId",
        value=Of(GROUP, "catalog-sg-group"),
        blame="securityGroupId",
    ),
    Broken(type=INGRESS, name="network-endpoint-https", at="cidrIpv4", value="10.40.0.0/33"),
    Broken(type=INGRESS, name="network-endpoint-https", at="cidrIpv6", value="2001:db8::/56"),
)
