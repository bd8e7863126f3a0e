"""What breaks the rules about networks in the project's own stacks."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, ref, res
from tests.policies.mutation import REMOVED, Mutation

_ANYWHERE = "0.0.0.0/0"
_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ECS_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_DOMAIN = "aws:opensearch/domain:Domain"
_BROKER = "aws:mq/broker:Broker"
_ELASTICSEARCH = "alicloud:elasticsearch/instance:Instance"
_KAFKA = "alicloud:alikafka/instance:Instance"
_EXPOSED = frozenset({"stack-public-ingress-only-on-edge"})
_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "network",
    "managed-by": "pulumi",
}
_EVERY_PORT = _EXPOSED | {"network-no-public-admin-ports", "network-no-public-data-ports"}

_SECOND_WAY_OUT = (
    res("aws:ec2/eip:Eip", "second", domain="vpc", tags=_TAGS),
    res(
        "aws:ec2/natGateway:NatGateway",
        "second-nat",
        subnetId="network-public-a-id",
        allocationId=ref("second"),
        tags=_TAGS,
    ),
)

_AWS = (
    Mutation(
        rule="network-query-workspace-private",
        cloud="alicloud",
        type="alicloud:maxcompute/project:Project",
        set={"ipWhiteList": REMOVED},
    ),
    Mutation(
        rule="network-no-public-admin-ports",
        cloud="aws",
        type=_INGRESS_RULE,
        name="network-endpoint-https",
        set={"cidrIpv4": _ANYWHERE, "fromPort": 22, "toPort": 22},
        also=_EXPOSED,
    ),
    Mutation(
        rule="network-no-public-data-ports",
        cloud="aws",
        type=_INGRESS_RULE,
        name="core-db-in-pool",
        set={"referencedSecurityGroupId": REMOVED, "cidrIpv4": _ANYWHERE},
        also=_EXPOSED,
    ),
    Mutation(
        rule="network-no-any-protocol-ingress",
        cloud="aws",
        type=_INGRESS_RULE,
        name="network-endpoint-https",
        set={"cidrIpv4": _ANYWHERE, "ipProtocol": "-1"},
        also=_EVERY_PORT,
    ),
    Mutation(
        rule="stack-public-ingress-only-on-edge",
        cloud="aws",
        type=_INGRESS_RULE,
        name="network-endpoint-https",
        set={"cidrIpv4": _ANYWHERE},
    ),
    Mutation(
        rule="network-egress-restricted",
        cloud="aws",
        type="aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        name="orders-sg-https",
        set={"ipProtocol": "-1"},
    ),
    Mutation(
        rule="network-default-sg-closed",
        cloud="aws",
        type="aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        remove=True,
    ),
    Mutation(
        rule="network-no-mixed-rule-management",
        cloud="aws",
        type="aws:ec2/securityGroup:SecurityGroup",
        name="public-lb-sg",
        set={"ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "prefixListIds": ["pl-a3a144ca"]}]},
    ),
    Mutation(
        rule="network-subnet-no-auto-public-ip",
        cloud="aws",
        type="aws:ec2/subnet:Subnet",
        set={"mapPublicIpOnLaunch": True},
    ),
    Mutation(rule="network-egress-addresses-kept", cloud="aws", added=_SECOND_WAY_OUT),
    Mutation(rule="stack-vpc-flow-logs", cloud="aws", type="aws:ec2/flowLog:FlowLog", remove=True),
    Mutation(
        rule="stack-data-subnets-have-no-igw-route",
        cloud="aws",
        type="aws:ec2/routeTableAssociation:RouteTableAssociation",
        name="network-isolated-a",
        set={"routeTableId": "network-public-id"},
    ),
    Mutation(
        rule="network-compute-no-public-ip",
        cloud="aws",
        type=_TEMPLATE,
        set={"networkInterfaces[0].associatePublicIpAddress": "true"},
    ),
    Mutation(
        rule="network-private-service-endpoints",
        cloud="aws",
        type=_ENDPOINT,
        name="network-kms",
        set={"privateDnsEnabled": False},
    ),
    Mutation(rule="network-nosql-private", cloud="aws", type=_ENDPOINT, name="network-dynamodb", remove=True),
    Mutation(
        rule="network-database-private",
        cloud="aws",
        type="aws:rds/clusterInstance:ClusterInstance",
        set={"publiclyAccessible": True},
    ),
    Mutation(
        rule="network-search-private",
        cloud="aws",
        type=_DOMAIN,
        set={"vpcOptions": REMOVED},
    ),
    Mutation(
        rule="network-broker-private",
        cloud="aws",
        add=(res(_BROKER, "broker", brokerName="events", publiclyAccessible=False),),
        type=_BROKER,
        set={"publiclyAccessible": True},
    ),
    Mutation(
        rule="network-imdsv2-required",
        cloud="aws",
        type=_TEMPLATE,
        set={"metadataOptions.httpTokens": "optional"},
    ),
)

_ALICLOUD = (
    Mutation(
        rule="network-egress-addresses-kept",
        cloud="alicloud",
        type="alicloud:ecs/eipAddress:EipAddress",
        set={"deletionProtection": False},
    ),
    Mutation(
        rule="network-no-public-admin-ports",
        cloud="alicloud",
        type=_ECS_RULE,
        name="orders-api-in",
        set={"sourceSecurityGroupId": REMOVED, "cidrIp": _ANYWHERE, "portRange": "22/22"},
        also=_EXPOSED,
    ),
    Mutation(
        rule="network-no-public-data-ports",
        cloud="alicloud",
        type=_ECS_RULE,
        name="orders-api-in",
        set={"sourceSecurityGroupId": REMOVED, "cidrIp": _ANYWHERE, "portRange": "3000/4000"},
        also=_EVERY_PORT - {"network-no-public-data-ports"},  # 3389 is in it, too
    ),
    Mutation(
        rule="network-no-any-protocol-ingress",
        cloud="alicloud",
        type=_ECS_RULE,
        name="orders-api-in",
        set={
            "sourceSecurityGroupId": REMOVED,
            "cidrIp": _ANYWHERE,
            "ipProtocol": "all",
            "portRange": "-1/-1",
        },
        also=_EVERY_PORT,
    ),
    Mutation(
        rule="stack-public-ingress-only-on-edge",
        cloud="alicloud",
        type=_ECS_RULE,
        name="orders-api-in",
        set={"sourceSecurityGroupId": REMOVED, "cidrIp": _ANYWHERE},
    ),
    Mutation(
        rule="network-egress-restricted", cloud="alicloud", type=_ECS_RULE, name="orders-sg-rest", remove=True
    ),
    Mutation(
        rule="stack-vpc-flow-logs",
        cloud="alicloud",
        type="alicloud:vpc/flowLog:FlowLog",
        set={"status": "Inactive"},
    ),
    Mutation(
        rule="stack-data-subnets-have-no-igw-route",
        cloud="alicloud",
        type="alicloud:vpc/snatEntry:SnatEntry",
        set={"sourceVswitchId": "network-isolated-l-id"},
    ),
    Mutation(
        rule="network-compute-no-public-ip",
        cloud="alicloud",
        type=_ECS_TEMPLATE,
        set={"internetMaxBandwidthOut": 5},
    ),
    Mutation(
        rule="network-nosql-private",
        cloud="alicloud",
        type="alicloud:ots/instance:Instance",
        set={"networkTypeAcls": REMOVED},
    ),
    Mutation(
        rule="network-database-private",
        cloud="alicloud",
        type="alicloud:polardb/primaryEndpoint:PrimaryEndpoint",
        set={"netType": "Public"},
    ),
    Mutation(
        rule="network-cache-private",
        cloud="alicloud",
        added=(res("alicloud:kvstore/connection:Connection", "cache", instanceId=UNKNOWN, port="6379"),),
    ),
    Mutation(
        rule="network-db-allowlist-not-open",
        cloud="alicloud",
        type="alicloud:polardb/cluster:Cluster",
        set={"dbClusterIpArrays": [{"dbClusterIpArrayName": "anybody", "securityIps": [_ANYWHERE]}]},
    ),
    Mutation(
        rule="network-search-private",
        cloud="alicloud",
        type=_ELASTICSEARCH,
        set={"enableKibanaPublicNetwork": REMOVED},
    ),
    Mutation(
        rule="network-broker-private",
        cloud="alicloud",
        add=(res(_KAFKA, "broker", name="events", deployType=5),),
        type=_KAFKA,
        set={"deployType": 4},
    ),
    Mutation(rule="network-imdsv2-required", cloud="alicloud", type=_ECS_TEMPLATE, set={"httpTokens": "optional"}),
)

MUTATIONS: tuple[Mutation, ...] = (*_AWS, *_ALICLOUD)
