"""Search and models; and what little there is to get wrong about stores, zones and pools."""

from __future__ import annotations

import json

from tests.local.alicloud.broken.network import GROUP, SWITCH
from tests.local.variation import GONE, Broken, Of

ACTION = "ess/scheduledTask:ScheduledTask"
AUDIT = "kvstore/auditLogConfig:AuditLogConfig"
BACKUPS = "polardb/backupPolicy:BackupPolicy"
BANDWIDTH = "vpc/commonBandwithPackage:CommonBandwithPackage"
BLOCK = "oss/bucketPublicAccessBlock:BucketPublicAccessBlock"
CARRIED = "alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment"
DATABASE = "polardb/database:Database"
MODEL = "pai/service:Service"
NETWORK = "ots/instanceAttachment:InstanceAttachment"
PROXY = "polardb/clusterEndpoint:ClusterEndpoint"
ROUTES = "vpc/routeTable:RouteTable"
SEARCH = "elasticsearch/instance:Instance"
VERSIONS = "oss/bucketVersioning:BucketVersioning"
WORKSPACE = "pai/workspaceWorkspace:WorkspaceWorkspace"
ZONE = "pvtz/zone:Zone"
_NODES = "dataNodeConfiguration"


def told(*path: str, value):
    """What EAS is told with one other value, at the end of a path; GONE takes it away."""

    def change(text):
        document = json.loads(text)
        place = document
        for key in path[:-1]:
            place = place[key]
        if value is GONE:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return json.dumps(document)

    return change


def _told(*path: str, value):
    """The service with that."""
    return Broken(
        type=MODEL,
        name="recommendation-model-service",
        at="serviceConfig",
        value=told(*path, value=value),
    )


_MODELS = (
    Broken(type=WORKSPACE, name="recommendation-model-workspace", at="envTypes[0]", value="production"),
    Broken(type=WORKSPACE, name="recommendation-model-workspace", at="workspaceName", value="1st"),
    Broken(type=WORKSPACE, name="recommendation-model-workspace", at="description", value=GONE),
    Broken(type=MODEL, name="recommendation-model-service", at="workspaceId", value="000000"),
    Broken(type=MODEL, name="recommendation-model-service", at="serviceConfig", value=lambda text: text[:-1]),
    Broken(type=MODEL, name="recommendation-model-service", at="serviceConfig", value="[]"),
    _told("metadata", value=GONE),
    _told("metadata", "name", value=GONE),
    _told("metadata", "name", value="Recommendation-Model"),
    _told("metadata", "instance", value=0),
    _told("metadata", "workspace_id", value="000000"),
    _told("containers", value=[]),
    _told("containers", value=[{"command": "serve", "port": 8080}]),
    _told("containers", value=[{"image": "shop/model", "command": "serve", "port": 80800}]),
    _told("cloud", "networking", "vswitch_id", value="vsw-none"),
    _told("cloud", "networking", "security_group_id", value="sg-none"),
    _told("cloud", "networking", "vpc_id", value="vpc-none"),
    _told("cloud", "computing", "instances", value=[{"type": "c8i.xlarge"}]),
)
_SEARCH = (
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.amount", value=4),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.amount", value=60),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.disk", value=10),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.diskType", value="essd"),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.performanceLevel", value=GONE),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.performanceLevel", value="PL4"),
    Broken(type=SEARCH, name="products-search-instance", at=f"{_NODES}.spec", value="sn2ne.2xlarge"),
    Broken(type=SEARCH, name="products-search-instance", at="masterConfiguration", value=GONE),
    Broken(type=SEARCH, name="products-search-instance", at="masterConfiguration.amount", value=2),
    Broken(type=SEARCH, name="products-search-instance", at="zoneCount", value=4),
    Broken(type=SEARCH, name="products-search-instance", at="paymentType", value="Subscription", blame="period"),
    Broken(type=SEARCH, name="products-search-instance", at="password", value="secret"),
    Broken(type=SEARCH, name="products-search-instance", at="password", value=GONE),
    Broken(type=SEARCH, name="products-search-instance", at="privateWhitelists[0]", value="10.50.0.0/40"),
    Broken(type=SEARCH, name="products-search-instance", at="publicWhitelists", value=["203.0.113.0/24"]),
    Broken(type=SEARCH, name="products-search-instance", at="vswitchId", value="vsw-none"),
    Broken(type=SEARCH, name="products-search-instance", at="version", value="7.10"),
    Broken(type=SEARCH, name="products-search-instance", at="protocol", value="TLS"),
    Broken(type=SEARCH, name="products-search-instance", at="description", value="s" * 31),
    Broken(
        type=SEARCH,
        name="products-search-instance",
        at=f"{_NODES}.spec",
        value="elasticsearch.sn9ne.2xlarge",
        missed="which specifications a zone sells only the cloud knows",
    ),
)
_STORES = (
    Broken(type=VERSIONS, name="media-data", at="status", value="On"),
    Broken(type=VERSIONS, name="media-data", at="bucket", value="floodgate-prod-nobody"),
    Broken(type=BLOCK, name="media-data", at="bucket", value="floodgate-prod-nobody"),
    Broken(type=NETWORK, name="carts-table-network", at="vpcName", value="1st-shop"),
    Broken(type=NETWORK, name="carts-table-network", at="instanceName", value="floodgate-none"),
    Broken(type=NETWORK, name="carts-table-network", at="vswitchId", value=Of(GROUP, "catalog-sg-group")),
    Broken(type=BACKUPS, name="core-db-backup", at="dataLevel1BackupRetentionPeriod", value=2),
    Broken(type=BACKUPS, name="core-db-backup", at="dataLevel2BackupRetentionPeriod", value=14),
    Broken(type=BACKUPS, name="core-db-backup", at="dataLevel2BackupPeriods", value=GONE),
    Broken(type=BACKUPS, name="core-db-backup", at="preferredBackupPeriods[0]", value="Mon"),
    Broken(type=BACKUPS, name="core-db-backup", at="preferredBackupTime", value="18:30Z-19:30Z"),
    Broken(type=BACKUPS, name="core-db-backup", at="dbClusterId", value="pc-nobody"),
    Broken(type=PROXY, name="core-db-proxy", at="readWriteMode", value="Write"),
    Broken(type=PROXY, name="core-db-proxy", at="port", value="80"),
    Broken(type=PROXY, name="core-db-proxy", at="sslEnabled", value="true"),
    Broken(type=PROXY, name="core-db-proxy", at="dbClusterId", value="pc-nobody"),
    Broken(type=DATABASE, name="core-db-schema", at="characterSetName", value="utf-8"),
    Broken(type=DATABASE, name="core-db-schema", at="dbName", value="Core"),
    Broken(type=DATABASE, name="core-db-schema", at="dbClusterId", value="pc-nobody"),
    Broken(type=AUDIT, name="shop-cache-audit", at="instanceId", value="tair-nobody"),
    Broken(type=AUDIT, name="shop-cache-audit", at="retention", value=400),
)
_REST = (
    Broken(type=ZONE, name="private-zone-zone", at="zoneName", value="svc..shop"),
    Broken(type=ZONE, name="private-zone-zone", at="proxyPattern", value="ALL"),
    Broken(type=ROUTES, name="network-isolated", at="vpcId", value=Of(SWITCH, "network-private-l")),
    Broken(type=ROUTES, name="network-isolated", at="associateType", value="Subnet"),
    Broken(type=ROUTES, name="network-isolated", at="routeTableName", value="http://isolated"),
    Broken(type=BANDWIDTH, name="public-lb-bandwidth", at="bandwidth", value="1 Gbit/s"),
    Broken(type=BANDWIDTH, name="public-lb-bandwidth", at="internetChargeType", value="PayByHour"),
    Broken(type=BANDWIDTH, name="public-lb-bandwidth", at="ratio", value=120),
    Broken(type=CARRIED, name="public-lb-bandwidth", at="bandwidthPackageId", value="cbwp-none"),
    Broken(type=CARRIED, name="public-lb-bandwidth", at="loadBalancerId", value="alb-none"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="minValue", value=61, blame="maxValue"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="launchTime", value="2027-03-08 19:05"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="launchTime", value=GONE),
    Broken(type=ACTION, name="carts-at-0308-1905", at="scalingGroupId", value="asg-none"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="recurrenceType", value="Daily", blame="recurrenceValue"),
    Broken(type=ACTION, name="carts-at-0308-1905", at="recurrenceType", value="Hourly"),
)
INTELLIGENCE = (*_MODELS, *_SEARCH, *_STORES, *_REST)
