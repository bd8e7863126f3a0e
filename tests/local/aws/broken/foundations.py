"""What little there is to get wrong about what everything else stands on."""

from __future__ import annotations

from tests.local.aws.broken.data import MISSING_KEY
from tests.local.aws.broken.documents import first, whole
from tests.local.aws.broken.network import GROUP, SUBNET
from tests.local.variation import GONE, Broken, Of

ACCESS_BLOCK = "s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
CACHE_PARAMETERS = "elasticache/parameterGroup:ParameterGroup"
CACHE_SUBNETS = "elasticache/subnetGroup:SubnetGroup"
DEFAULT = "ec2/defaultSecurityGroup:DefaultSecurityGroup"
EGRESS = "vpc/securityGroupEgressRule:SecurityGroupEgressRule"
GATEWAY = "ec2/internetGateway:InternetGateway"
MONITOR = "costexplorer/anomalyMonitor:AnomalyMonitor"
OWNERSHIP = "s3/bucketOwnershipControls:BucketOwnershipControls"
PARAMETERS = "rds/clusterParameterGroup:ClusterParameterGroup"
POOL_ENDPOINT = "rds/proxyEndpoint:ProxyEndpoint"
ROUTES = "ec2/routeTable:RouteTable"
TABLE_POLICY = "dynamodb/resourcePolicy:ResourcePolicy"
VAULT = "backup/vault:Vault"
VAULT_EVENTS = "backup/vaultNotifications:VaultNotifications"
ZONE = "route53/zone:Zone"
_NO_VPC = "vpc-0123456789abcdef0"

FOUNDATIONS = (
    Broken(type="ec2/eip:Eip", name="network-nat-a", at="domain", value="classic"),
    Broken(type="ec2/eip:Eip", name="network-nat-a", at="instance", value="i-0123456789abcdef0"),
    Broken(type=GATEWAY, name="network-igw", at="vpcId", value=_NO_VPC),
    Broken(type=ROUTES, name="network-public", at="vpcId", value=_NO_VPC),
    Broken(type=ROUTES, name="network-public", at="vpcId", value=GONE),
    Broken(
        type=ROUTES,
        name="network-public",
        at="routes",
        value=[{"cidrBlock": "0.0.0.0", "gatewayId": "igw-0123456789abcdef0"}],
        blame="routes[0].cidrBlock",
    ),
    Broken(type=DEFAULT, name="network-default-sg", at="vpcId", value=_NO_VPC),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="ipProtocol", value="tpc"),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="toPort", value=70000),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="toPort", value=80),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="fromPort", value=GONE),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="referencedSecurityGroupId", value=Of(GROUP, "stranger")),
    Broken(
        type=EGRESS,
        name="shop-cache-out-carts",
        at="cidrIpv4",
        value="10.0.0.0/8",
        blame="referencedSecurityGroupId",
    ),
    Broken(type=EGRESS, name="shop-cache-out-carts", at="description", value="Carts' cache"),
    Broken(type=ZONE, name="private-zone-zone", at="name", value="svc..shop.example.net"),
    Broken(type=ZONE, name="private-zone-zone", at="vpcs[0].vpcId", value=_NO_VPC),
    Broken(type=ZONE, name="private-zone-zone", at="delegationSetId", value="N0123456789"),
    Broken(type=ZONE, name="private-zone-zone", at="comment", value="c" * 257),
    Broken(type=OWNERSHIP, name="media-bucket", at="rule.objectOwnership", value="BucketOwner"),
    Broken(type=OWNERSHIP, name="media-bucket", at="bucket", value="floodgate-prod-none"),
    Broken(type=ACCESS_BLOCK, name="media-bucket", at="bucket", value="floodgate-prod-none"),
    Broken(type=CACHE_PARAMETERS, name="shop-cache-parameters", at="family", value="valkey-8"),
    Broken(type=CACHE_PARAMETERS, name="shop-cache-parameters", at="parameters[1].name", value="maxmemory-policy"),
    Broken(
        type=CACHE_PARAMETERS,
        name="shop-cache-parameters",
        at="parameters[0].name",
        value="maxmemory-polices",
        missed="which parameters a family has only the service knows",
    ),
    Broken(type=CACHE_SUBNETS, name="shop-cache-subnets", at="subnetIds[0]", value="subnet-0123456789abcdef0"),
    Broken(type=CACHE_SUBNETS, name="shop-cache-subnets", at="subnetIds[1]", value=Of(SUBNET, "stranger")),
    Broken(type=PARAMETERS, name="core-db-parameters", at="family", value="aurora-mysql"),
    Broken(type=PARAMETERS, name="core-db-parameters", at="name", value="core--db"),
    Broken(type=PARAMETERS, name="core-db-parameters", at="parameters[1].name", value="require_secure_transport"),
    Broken(type=PARAMETERS, name="core-db-parameters", at="parameters[0].applyMethod", value="now"),
    Broken(
        type=PARAMETERS,
        name="core-db-parameters",
        at="parameters[0].name",
        value="require_tls",
        missed="which parameters a family has only the service knows",
    ),
    Broken(type=POOL_ENDPOINT, name="core-db-pool-readers", at="targetRole", value="READERS"),
    Broken(type=POOL_ENDPOINT, name="core-db-pool-readers", at="dbProxyName", value="core"),
    Broken(type=POOL_ENDPOINT, name="core-db-pool-readers", at="dbProxyEndpointName", value="core_db"),
    Broken(type=POOL_ENDPOINT, name="core-db-pool-readers", at="vpcSubnetIds", value=lambda ids: ids[:1]),
    Broken(
        type=POOL_ENDPOINT, name="core-db-pool-readers", at="vpcSecurityGroupIds[0]", value=Of(GROUP, "stranger")
    ),
    Broken(type=TABLE_POLICY, name="carts-table-policy", at="policy", value=first(Action="s3:GetObject")),
    Broken(type=TABLE_POLICY, name="carts-table-policy", at="policy", value=whole(Version="2012")),
    Broken(
        type=TABLE_POLICY,
        name="carts-table-policy",
        at="resourceArn",
        value="arn:aws:dynamodb:eu-central-1:111122223333:table/none",
    ),
    Broken(type=VAULT, name="backup-vault", at="name", value="the vault"),
    Broken(type=VAULT, name="backup-vault", at="kmsKeyArn", value=MISSING_KEY),
    Broken(type=VAULT_EVENTS, name="backup-events", at="backupVaultName", value="none"),
    Broken(type=VAULT_EVENTS, name="backup-events", at="backupVaultEvents[0]", value="BACKUP_FAILED"),
    Broken(
        type=VAULT_EVENTS,
        name="backup-events",
        at="snsTopicArn",
        value="arn:aws:sns:eu-central-1:111122223333:none",
    ),
    Broken(type=MONITOR, name="budget-monitor", at="monitorType", value="TAGS"),
    Broken(type=MONITOR, name="budget-monitor", at="monitorSpecification", value='{"Tags": '),
    Broken(type=MONITOR, name="budget-monitor", at="monitorDimension", value="SERVICE"),
    Broken(type=MONITOR, name="budget-monitor", at="monitorSpecification", value=GONE),
    Broken(
        type=MONITOR,
        name="budget-monitor",
        at="monitorSpecification",
        value='{"Tag": {"Key": "project", "Values": ["floodgate"]}}',
    ),
)
