"""What breaks the rules about data in the project's own stacks: buckets and databases."""

from __future__ import annotations

from policies.examples.example import res
from tests.policies.mutation import REMOVED, Mutation

_S3 = "aws:s3/bucket:Bucket"

_OSS = "alicloud:oss/bucket:Bucket"

_AURORA = "aws:rds/cluster:Cluster"

_POLARDB = "alicloud:polardb/cluster:Cluster"

_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"

_KVSTORE = "alicloud:kvstore/instance:Instance"

_BUCKETS = (
    Mutation(
        rule="data-lake-expires",
        cloud="aws",
        type="aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name="lake-bucket",
        set={"rules[0].expiration": {"expiredObjectDeleteMarker": True}},
    ),
    Mutation(
        rule="data-lake-expires",
        cloud="alicloud",
        type=_OSS,
        name="lake-data",
        set={"lifecycleRules[0].expirations": [{"expiredObjectDeleteMarker": True}]},
    ),
    Mutation(
        rule="data-bucket-block-public",
        cloud="aws",
        type="aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name="media-bucket",
        set={"restrictPublicBuckets": False},
    ),
    Mutation(
        rule="data-bucket-block-public",
        cloud="alicloud",
        type="alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name="media-data",
        remove=True,
    ),
    Mutation(
        rule="data-bucket-no-public-acl",
        cloud="aws",
        added=(res("aws:s3/bucketAcl:BucketAcl", "opened", bucket="shop-media", acl="public-read"),),
    ),
    Mutation(
        rule="data-bucket-no-public-acl",
        cloud="alicloud",
        type="alicloud:oss/bucketAcl:BucketAcl",
        name="media-data",
        set={"acl": "public-read"},
    ),
    Mutation(
        rule="data-bucket-versioning",
        cloud="aws",
        type="aws:s3/bucketVersioning:BucketVersioning",
        name="media-bucket",
        set={"versioningConfiguration.status": "Suspended"},
    ),
    Mutation(
        rule="data-bucket-versioning",
        cloud="alicloud",
        type="alicloud:oss/bucketVersioning:BucketVersioning",
        name="media-data",
        remove=True,
    ),
    Mutation(
        rule="data-bucket-lifecycle",
        cloud="aws",
        type="aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name="media-bucket",
        set={"rules[0].noncurrentVersionExpiration": REMOVED},
    ),
    Mutation(
        rule="data-bucket-lifecycle",
        cloud="alicloud",
        type=_OSS,
        name="media-data",
        set={"lifecycleRules[0].abortMultipartUploads": REMOVED},
    ),
    Mutation(
        rule="data-audit-bucket-immutable",
        cloud="aws",
        type="aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        set={"rule.defaultRetention.days": 30},
    ),
    Mutation(
        rule="data-audit-bucket-immutable",
        cloud="alicloud",
        type="alicloud:oss/bucketWorm:BucketWorm",
        set={"status": "InProgress"},
    ),
)

_DATABASES = (
    Mutation(rule="data-no-force-destroy", cloud="aws", type=_S3, name="media-bucket", set={"forceDestroy": True}),
    Mutation(
        rule="data-no-force-destroy", cloud="alicloud", type=_OSS, name="media-data", set={"forceDestroy": True}
    ),
    Mutation(
        rule="data-database-deletion-protection", cloud="aws", type=_AURORA, set={"deletionProtection": REMOVED}
    ),
    Mutation(rule="data-database-deletion-protection", cloud="alicloud", type=_POLARDB, set={"deletionLock": 0}),
    Mutation(
        rule="data-database-final-snapshot", cloud="aws", type=_AURORA, set={"deleteAutomatedBackups": REMOVED}
    ),
    Mutation(
        rule="data-database-final-snapshot",
        cloud="alicloud",
        type=_POLARDB_POLICY,
        set={"backupRetentionPolicyOnClusterDeletion": "NONE"},
    ),
    Mutation(
        rule="data-database-backup-retention",
        cloud="aws",
        type=_AURORA,
        name="orders-db-cluster",
        set={"backupRetentionPeriod": 14},
    ),
    Mutation(
        rule="data-database-backup-retention",
        cloud="alicloud",
        type=_POLARDB_POLICY,
        name="orders-db-backup",
        set={"dataLevel2BackupRetentionPeriod": 30},
    ),
    Mutation(
        rule="data-point-in-time-recovery",
        cloud="aws",
        type="aws:dynamodb/table:Table",
        set={"pointInTimeRecovery.enabled": False},
    ),
    Mutation(
        rule="data-point-in-time-recovery",
        cloud="alicloud",
        type=_POLARDB_POLICY,
        name="orders-db-backup",
        set={"logBackupRetentionPeriod": REMOVED},
    ),
    Mutation(
        rule="data-cache-backup",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"snapshotRetentionLimit": 1},
    ),
    Mutation(
        rule="data-cache-backup",
        cloud="alicloud",
        type=_KVSTORE,
        add=(
            res(
                _KVSTORE,
                "old-cache",
                backupPeriods=["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
                backupTime="18:00Z-19:00Z",
                instanceReleaseProtection=True,
            ),
        ),
        set={"backupTime": REMOVED},
    ),
)

_UPLOADS = (
    Mutation(
        rule="data-uploads-scanned",
        cloud="aws",
        type="aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
        set={"actions[0].taggings[0].status": "DISABLED"},
    ),
    Mutation(
        rule="data-uploads-scanned",
        cloud="alicloud",
        type="alicloud:message/serviceQueue:ServiceQueue",
        name="uploads-queue-queue",
        set={"dlqPolicy.enabled": False},
        also=frozenset({"stack-queue-has-dlq"}),
    ),
)

MUTATIONS: tuple[Mutation, ...] = (
    *_UPLOADS,
    *_BUCKETS,
    *_DATABASES,
)
