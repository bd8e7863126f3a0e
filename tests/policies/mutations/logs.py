"""What breaks the rules about logs in the project's own stacks: trails, access logs, stores."""

from __future__ import annotations

from policies.examples.example import ref, res
from tests.policies.mutation import REMOVED, Mutation

_TRAIL = "aws:cloudtrail/trail:Trail"

_ACTION_TRAIL = "alicloud:actiontrail/trail:Trail"

_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "added",
    "managed-by": "pulumi",
}

_TRAILS: tuple[Mutation, ...] = (
    Mutation(
        rule="log-delivery-failures",
        cloud="aws",
        type="aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        set={"extendedS3Configuration.errorOutputPrefix": REMOVED},
    ),
    Mutation(
        rule="log-delivery-failures",
        cloud="alicloud",
        type="alicloud:sls/ossExportSink:OssExportSink",
        set={"configuration.toTime": 1_800_000_000},
        # rewritten outright, the job no longer leads to its store, which is then judged as a log
        also=frozenset({"log-retention-one-year"}),
    ),
    Mutation(rule="log-audit-trail-all-regions", cloud="aws", type=_TRAIL, set={"isMultiRegionTrail": False}),
    Mutation(rule="log-audit-trail-all-regions", cloud="alicloud", type=_ACTION_TRAIL, set={"eventRw": "Write"}),
    Mutation(rule="log-audit-trail-integrity", cloud="aws", type=_TRAIL, set={"enableLogFileValidation": False}),
    Mutation(rule="log-audit-trail-to-analysis", cloud="aws", type=_TRAIL, set={"cloudWatchLogsRoleArn": REMOVED}),
    Mutation(
        rule="log-audit-trail-to-analysis",
        cloud="alicloud",
        type=_ACTION_TRAIL,
        set={"slsProjectArn": REMOVED},
        # what was the searchable copy is now an audit log by itself, and kept too short for that
        also=frozenset({"log-retention-one-year"}),
    ),
    Mutation(
        rule="log-audit-data-events",
        cloud="aws",
        type="aws:s3/bucket:Bucket",
        name="documents-bucket",
        set={"tags.data-classification": "cardholder"},
    ),
    Mutation(
        rule="log-audit-data-events",
        cloud="alicloud",
        type="alicloud:oss/bucket:Bucket",
        name="documents-data",
        set={"tags.data-classification": "cardholder"},
    ),
    Mutation(
        rule="stack-audit-bucket-private",
        cloud="aws",
        type="aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name="audit-records",
        set={"restrictPublicBuckets": False},
        also=frozenset({"data-bucket-block-public"}),
    ),
    Mutation(
        rule="stack-audit-bucket-private",
        cloud="alicloud",
        type="alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name="audit-data",
        set={"blockPublicAccess": False},
        also=frozenset({"data-bucket-block-public"}),
    ),
)

_CDN_DELIVERY = "alicloud:cdn/realTimeLogDelivery:RealTimeLogDelivery"

_COLLECTION = "alicloud:sls/collectionPolicy:CollectionPolicy"

_ACCESS: tuple[Mutation, ...] = (
    Mutation(
        rule="log-retention-one-year",
        cloud="aws",
        type="aws:cloudwatch/logGroup:LogGroup",
        name="edge-waf",
        set={"retentionInDays": 90},
    ),
    Mutation(
        rule="log-retention-one-year",
        cloud="alicloud",
        type="alicloud:log/store:Store",
        name="logs-network",
        set={"retentionPeriod": 90},
    ),
    Mutation(
        rule="log-lb-access",
        cloud="aws",
        type="aws:lb/loadBalancer:LoadBalancer",
        set={"accessLogs.enabled": False},
    ),
    Mutation(
        rule="log-lb-access",
        cloud="alicloud",
        type="alicloud:alb/loadBalancer:LoadBalancer",
        set={"accessLogConfig": REMOVED},
    ),
    Mutation(rule="log-cdn-access", cloud="aws", type="aws:cloudwatch/logDelivery:LogDelivery", remove=True),
    Mutation(
        rule="log-cdn-access",
        cloud="alicloud",
        type=_CDN_DELIVERY,
        add=(
            res("alicloud:cdn/domainNew:DomainNew", "added", domainName="img.example.net", tags=_TAGS),
            res(_CDN_DELIVERY, "added-log", domain=ref("added"), project="shop", logstore="access"),
        ),
        set={"status": "offline"},
    ),
    Mutation(
        rule="stack-waf-logging",
        cloud="aws",
        type="aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        remove=True,
    ),
    Mutation(
        rule="stack-waf-logging",
        cloud="alicloud",
        type=_COLLECTION,
        add=(res(_COLLECTION, "added", productCode="waf", dataCode="access_log", enabled=True),),
        set={"enabled": False},
    ),
    Mutation(
        rule="log-bucket-access",
        cloud="aws",
        type="aws:s3/bucketLogging:BucketLogging",
        name="documents-bucket",
        remove=True,
        # nothing writes into the bucket of the log any more, so it is judged like any other
        also=frozenset({"encryption-object-store-kms", "stack-backup-plan-covers-stores"}),
    ),
    Mutation(
        rule="log-bucket-access",
        cloud="alicloud",
        type="alicloud:oss/bucketLogging:BucketLogging",
        name="documents-log",
        remove=True,
        also=frozenset({"stack-backup-plan-covers-stores"}),
    ),
)

_PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup"

_RDS = "alicloud:rds/instance:Instance"

_CACHE_AUDIT = "alicloud:kvstore/auditLogConfig:AuditLogConfig"

_LOGGED = [
    {"name": "log_connections", "value": "on"},
    {"name": "log_disconnections", "value": "on"},
    {"name": "log_min_duration_statement", "value": "1000"},
]

_STORES: tuple[Mutation, ...] = (
    Mutation(
        rule="log-database-audit",
        cloud="aws",
        type="aws:rds/cluster:Cluster",
        name="orders-db-cluster",
        set={"enabledCloudwatchLogsExports": ["error", "slowquery"]},
    ),
    Mutation(
        rule="log-database-audit",
        cloud="alicloud",
        type="alicloud:das/sqlLogConfig:SqlLogConfig",
        set={"retention": 180},
    ),
    Mutation(
        rule="log-database-query-parameters",
        cloud="aws",
        type=_PARAMETER_GROUP,
        add=(res(_PARAMETER_GROUP, "added", family="postgres16", parameters=_LOGGED, tags=_TAGS),),
        set={"parameters[0].value": "off"},
    ),
    Mutation(
        rule="log-database-query-parameters",
        cloud="alicloud",
        type=_RDS,
        add=(res(_RDS, "added", engine="PostgreSQL", parameters=_LOGGED, tags=_TAGS),),
        set={"parameters[0].value": "off"},
    ),
    Mutation(
        rule="log-cache-and-search-audit",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"logDeliveryConfigurations": [{"logType": "slow-log", "destination": "/shop/cache"}]},
    ),
    Mutation(
        rule="log-cache-and-search-audit",
        cloud="alicloud",
        type=_CACHE_AUDIT,
        name="added-audit",
        add=(
            res("alicloud:kvstore/instance:Instance", "added", tags=_TAGS),
            res(_CACHE_AUDIT, "added-audit", instanceId=ref("added"), dbAudit=True, retention=365),
        ),
        set={"dbAudit": False},
    ),
)

MUTATIONS: tuple[Mutation, ...] = (
    *_TRAILS,
    *_ACCESS,
    *_STORES,
)
