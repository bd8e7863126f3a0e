"""Databases, caches, tables and buckets."""

from __future__ import annotations

from tests.local.aws.broken.network import GROUP, SUBNET
from tests.local.variation import GONE, Broken, Of

BUCKET = "s3/bucket:Bucket"
CACHE = "elasticache/replicationGroup:ReplicationGroup"
CLUSTER = "rds/cluster:Cluster"
EVENTS = "rds/eventSubscription:EventSubscription"
INSTANCE = "rds/clusterInstance:ClusterInstance"
LIFECYCLE = "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
PROXY = "rds/proxy:Proxy"
PROXY_POOL = "rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup"
PROXY_TARGET = "rds/proxyTarget:ProxyTarget"
SUBNETS = "rds/subnetGroup:SubnetGroup"
TABLE = "dynamodb/table:Table"
MISSING_KEY = "arn:aws:kms:eu-central-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"

DATA = (
    Broken(type=CLUSTER, name="core-db-cluster", at="engineVersion", value="3.10.4"),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="engineVersion",
        value="8.0.mysql_aurora.3.99.0",
        also={"deletionProtection": False},
        missed="versions of engines come and go faster than any list",
    ),
    Broken(type=CLUSTER, name="core-db-cluster", at="engine", value="aurora"),
    Broken(type=CLUSTER, name="core-db-cluster", at="dbSubnetGroupName", value="core"),
    Broken(type=CLUSTER, name="core-db-cluster", at="vpcSecurityGroupIds[0]", value="sg-0123456789abcdef0"),
    Broken(type=CLUSTER, name="core-db-cluster", at="vpcSecurityGroupIds[0]", value=Of(GROUP, "stranger")),
    Broken(type=CLUSTER, name="core-db-cluster", at="dbClusterParameterGroupName", value="core"),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="dbClusterParameterGroupName",
        value=Of("rds/clusterParameterGroup:ClusterParameterGroup", "stranger", "name"),
    ),
    Broken(type=CLUSTER, name="core-db-cluster", at="backupRetentionPeriod", value=99),
    Broken(type=CLUSTER, name="core-db-cluster", at="preferredBackupWindow", value="25:00-26:00"),
    Broken(type=CLUSTER, name="core-db-cluster", at="preferredMaintenanceWindow", value="wed:02:30-wed:03:30"),
    Broken(type=CLUSTER, name="core-db-cluster", at="preferredBackupWindow", value="02:00-02:15"),
    Broken(type=CLUSTER, name="core-db-cluster", at="enabledCloudwatchLogsExports[0]", value="postgresql"),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="manageMasterUserPassword",
        value=GONE,
        blame="masterPassword",
        also={"masterUserSecretKmsKeyId": GONE},
    ),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="masterPassword",
        value="short",
        also={"manageMasterUserPassword": GONE, "masterUserSecretKmsKeyId": GONE},
    ),
    Broken(type=CLUSTER, name="core-db-cluster", at="kmsKeyId", value=MISSING_KEY),
    Broken(type=CLUSTER, name="core-db-cluster", at="databaseName", value="core-db"),
    Broken(type=CLUSTER, name="core-db-cluster", at="clusterIdentifier", value="core_db"),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="port",
        value=80,
    ),
    Broken(type=SUBNETS, name="core-db-subnets", at="subnetIds", value=lambda subnets: subnets[:1]),
    Broken(type=SUBNETS, name="core-db-subnets", at="subnetIds[0]", value="subnet-0123456789abcdef0"),
    Broken(type=SUBNETS, name="core-db-subnets", at="subnetIds[1]", value=Of(SUBNET, "stranger")),
    Broken(type=INSTANCE, name="core-db-node-1", at="clusterIdentifier", value="core"),
    Broken(type=INSTANCE, name="core-db-node-1", at="engine", value="aurora-postgresql"),
    Broken(type=INSTANCE, name="core-db-node-1", at="instanceClass", value="r7g.large"),
    Broken(type=INSTANCE, name="core-db-node-1", at="monitoringRoleArn", value=GONE),
    Broken(type=INSTANCE, name="core-db-node-1", at="monitoringInterval", value=45),
    Broken(type=INSTANCE, name="core-db-node-1", at="availabilityZone", value="eu-central-1f"),
    Broken(type=INSTANCE, name="core-db-node-1", at="promotionTier", value=20),
    Broken(type=PROXY, name="core-db-pool", at="engineFamily", value="AURORA"),
    Broken(type=PROXY, name="core-db-pool", at="roleArn", value=Of("iam/role:Role", "stranger", "arn")),
    Broken(
        type=PROXY_POOL, name="core-db-pool-group", at="connectionPoolConfig.maxIdleConnectionsPercent", value=95
    ),
    Broken(type=PROXY_TARGET, name="core-db-pool-target", at="dbClusterIdentifier", value="core"),
    Broken(type=EVENTS, name="core-db-cluster-events", at="sourceIds[0]", value="core"),
    Broken(type=EVENTS, name="core-db-cluster-events", at="sourceType", value="cluster"),
    Broken(
        type=EVENTS,
        name="core-db-cluster-events",
        at="eventCategories[0]",
        value="fail-over",
        missed="the categories of events differ with source and engine",
    ),
    Broken(
        type=CACHE,
        name="shop-cache-group",
        at="replicasPerNodeGroup",
        value=0,
        blame="automaticFailoverEnabled",
    ),
    Broken(type=CACHE, name="shop-cache-group", at="subnetGroupName", value="shop-cache"),
    Broken(
        type=CACHE,
        name="shop-cache-group",
        at="parameterGroupName",
        value=Of("elasticache/parameterGroup:ParameterGroup", "stranger", "name"),
    ),
    Broken(type=CACHE, name="shop-cache-group", at="nodeType", value="db.r7g.large"),
    Broken(type=CACHE, name="shop-cache-group", at="authToken", value="secret"),
    Broken(type=CACHE, name="shop-cache-group", at="snapshotWindow", value="02:00-02:30"),
    Broken(
        type=CACHE,
        name="shop-cache-group",
        at="replicationGroupId",
        value="floodgate-prod-the-cache-of-the-whole-shop",
    ),
    Broken(type=CACHE, name="shop-cache-group", at="engine", value="keydb"),
    Broken(type=TABLE, name="carts-table-table", at="hashKey", value="customer"),
    Broken(type=TABLE, name="carts-table-table", at="billingMode", value="PROVISIONED", blame="readCapacity"),
    Broken(type=TABLE, name="carts-table-table", at="pointInTimeRecovery.recoveryPeriodInDays", value=40),
    Broken(type=TABLE, name="carts-table-table", at="serverSideEncryption.kmsKeyArn", value=MISSING_KEY),
    Broken(type=TABLE, name="carts-table-table", at="attributes[0].type", value="String"),
    Broken(type=BUCKET, name="media-bucket", at="bucket", value="Floodgate-Prod-Media"),
    Broken(type=LIFECYCLE, name="media-bucket", at="rules[0].status", value="On"),
    Broken(
        type=LIFECYCLE,
        name="audit-logs",
        at="rules[0].transitions[0]",
        value={"days": 10, "storageClass": "STANDARD_IA"},
        blame="rules[0].transitions[0].days",
    ),
    Broken(type=LIFECYCLE, name="audit-logs", at="rules[0].transitions[0].storageClass", value="COLD"),
    Broken(
        type="s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        name="media-bucket",
        at="rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
        value="AES256",
        blame="rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
    ),
    Broken(
        type="s3/bucketVersioning:BucketVersioning", name="media-bucket", at="bucket", value="floodgate-prod-none"
    ),
    Broken(
        type="s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        name="audit-records",
        at="rule.defaultRetention.mode",
        value="STRICT",
    ),
    Broken(
        type="s3/bucketLogging:BucketLogging", name="media-bucket", at="targetBucket", value="floodgate-prod-none"
    ),
)
