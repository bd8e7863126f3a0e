"""Networks, addresses, security groups."""

from __future__ import annotations

from tests.local.variation import GONE, Broken, Of

VPC = "vpc/network:Network"
SWITCH = "vpc/switch:Switch"
NAT = "vpc/natGateway:NatGateway"
SNAT = "vpc/snatEntry:SnatEntry"
BINDING = "vpc/routeTableAttachment:RouteTableAttachment"
FLOW_LOG = "vpc/flowLog:FlowLog"
ENDPOINT = "vpc/gatewayEndpoint:GatewayEndpoint"
ADDRESS = "ecs/eipAddress:EipAddress"
ASSOCIATION = "ecs/eipAssociation:EipAssociation"
GROUP = "ecs/securityGroup:SecurityGroup"
RULE = "ecs/securityGroupRule:SecurityGroupRule"
LIST = "ecs/ecsPrefixList:EcsPrefixList"

NETWORK = (
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="8.0.0.0/7"),
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="100.64.0.0/16"),
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="10.50.0.1/16"),
    Broken(type=VPC, name="network-vpc", at="cidrBlock", value="10.50/16"),
    Broken(type=VPC, name="network-vpc", at="name", value="network"),
    Broken(type=VPC, name="network-vpc", at="vpcName", value="http://network"),
    Broken(type=VPC, name="network-vpc", at="cidrblock", value="10.50.0.0/16"),
    Broken(type=SWITCH, name="network-private-m", at="cidrBlock", value="10.51.0.0/20"),
    Broken(
        type=SWITCH, name="network-private-m", at="cidrBlock", value=Of(SWITCH, "network-private-l", "cidrBlock")
    ),
    Broken(type=SWITCH, name="network-private-m", at="cidrBlock", value="10.50.255.0/30"),
    Broken(type=SWITCH, name="network-private-m", at="zoneId", value="cn-hangzhou-h"),
    Broken(type=SWITCH, name="network-private-m", at="zoneId", value="cn-shanghai"),
    Broken(type=SWITCH, name="network-private-m", at="zoneId", value=GONE),
    Broken(type=SWITCH, name="network-private-m", at="vpcId", value=Of(SWITCH, "network-private-l")),
    Broken(type=SWITCH, name="network-private-m", at="vpcId", value=lambda id_: id_[:-1] + "0"),
    Broken(type=NAT, name="network-nat", at="vswitchId", value=Of(SWITCH, "stranger")),
    Broken(type=NAT, name="network-nat", at="vswitchId", value=GONE),
    Broken(type=NAT, name="network-nat", at="natType", value="Normal"),
    Broken(type=NAT, name="network-nat", at="paymentType", value="Subscription", blame="period"),
    Broken(type=SNAT, name="network-snat-m", at="snatIp", value="203.0.113.7"),
    Broken(type=SNAT, name="network-snat-m", at="snatIp", value=Of(ADDRESS, "stranger", "ipAddress")),
    Broken(type=SNAT, name="network-snat-m", at="snatTableId", value=Of(NAT, "network-nat")),
    Broken(type=SNAT, name="network-snat-m", at="sourceVswitchId", value=Of(SWITCH, "stranger")),
    Broken(type=SNAT, name="network-snat-m", at="sourceVswitchId", value=Of(SWITCH, "network-private-l")),
    Broken(type=BINDING, name="network-isolated-m", at="vswitchId", value=Of(SWITCH, "stranger")),
    Broken(type=BINDING, name="network-isolated-m", at="vswitchId", value=Of(SWITCH, "network-isolated-l")),
    Broken(type=BINDING, name="network-isolated-m", at="routeTableId", value=Of(VPC, "network-vpc")),
    Broken(type=FLOW_LOG, name="network-flow-log", at="resourceId", value=Of(SWITCH, "network-private-l")),
    Broken(type=FLOW_LOG, name="network-flow-log", at="logStoreName", value="networks"),
    Broken(type=FLOW_LOG, name="network-flow-log", at="aggregationInterval", value="60"),
    Broken(type=ENDPOINT, name="network-oss", at="serviceName", value="com.aliyun.cn-hangzhou.oss"),
    Broken(type=ENDPOINT, name="network-oss", at="routeTables[0]", value=Of(VPC, "stranger", "routeTableId")),
    Broken(type=ENDPOINT, name="network-oss", at="policyDocument", value="oss:*"),
    Broken(type=ADDRESS, name="network-nat-l", at="bandwidth", value="500"),
    Broken(type=ADDRESS, name="network-nat-l", at="bandwidth", value="200 Mbit/s"),
    Broken(type=ADDRESS, name="network-nat-l", at="internetChargeType", value="PayByHour"),
    Broken(type=ASSOCIATION, name="network-nat-m", at="instanceId", value=Of(VPC, "network-vpc")),
    Broken(type=ASSOCIATION, name="network-nat-m", at="allocationId", value=Of(ADDRESS, "network-nat-l")),
    Broken(type=GROUP, name="catalog-sg-group", at="vpcId", value="vpc-of-somebody-else"),
    Broken(type=GROUP, name="catalog-sg-group", at="securityGroupName", value="-catalog"),
    Broken(type=GROUP, name="catalog-sg-group", at="securityGroupType", value="advanced"),
    Broken(
        type=GROUP,
        name="catalog-sg-group",
        at="tags",
        value=lambda tags: tags | {"acs:owner": "me"},
        missed="names of tags are checked by no table",
    ),
    Broken(type=RULE, name="catalog-internal-in", at="portRange", value="8443"),
    Broken(type=RULE, name="catalog-internal-in", at="portRange", value="8443/70000"),
    Broken(type=RULE, name="catalog-internal-in", at="portRange", value="9000/8443"),
    Broken(type=RULE, name="catalog-internal-in", at="portRange", value=GONE),
    Broken(type=RULE, name="catalog-internal-in", at="ipProtocol", value="tpc"),
    Broken(type=RULE, name="catalog-internal-in", at="ipProtocol", value="all", blame="portRange"),
    Broken(type=RULE, name="catalog-internal-in", at="priority", value=101),
    Broken(type=RULE, name="catalog-internal-in", at="sourceSecurityGroupId", value=Of(GROUP, "stranger")),
    Broken(type=RULE, name="catalog-internal-in", at="sourceSecurityGroupId", value=GONE, blame="cidrIp"),
    Broken(type=RULE, name="catalog-internal-in", at="nicType", value="internet"),
    Broken(type=RULE, name="catalog-internal-in", at="cidrIp", value="10.0.0.0/8", blame="sourceSecurityGroupId"),
    Broken(type=RULE, name="core-db-out-catalog", at="prefixListId", value=Of(GROUP, "catalog-sg-group")),
    Broken(type=LIST, name="core-db-addresses", at="maxEntries", value=2, blame="entries"),
    Broken(type=LIST, name="core-db-addresses", at="entries[1].cidr", value="10.0.0.0/8"),
    Broken(type=LIST, name="core-db-addresses", at="entries[1].cidr", value="fd00::/8"),
)
