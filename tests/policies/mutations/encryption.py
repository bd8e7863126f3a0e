"""What breaks the rules about encryption in our own stacks: databases, caches, files, disks, messages."""

from __future__ import annotations

from policies.examples.example import res
from tests.policies.mutation import REMOVED, Mutation

_KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

_STREAM = "aws:kinesis/stream:Stream"

_KAFKA = "alicloud:alikafka/instance:Instance"

_DOMAIN = "aws:opensearch/domain:Domain"

_ELASTIC = "alicloud:elasticsearch/instance:Instance"

_CLUSTER = "aws:rds/cluster:Cluster"

_POLARDB = "alicloud:polardb/cluster:Cluster"

_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "search",
    "managed-by": "pulumi",
    "data-classification": "internal",
}

_GOOD_KAFKA = res(_KAFKA, "clicks", deployType=5, kmsKeyId="key-shh1234567890abcdef", tags=_TAGS)

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(rule="encryption-database-at-rest", cloud="aws", type=_CLUSTER, set={"storageEncrypted": REMOVED}),
    Mutation(rule="encryption-database-at-rest", cloud="alicloud", type=_POLARDB, set={"encryptNewTables": "OFF"}),
    Mutation(rule="encryption-database-customer-key", cloud="aws", type=_CLUSTER, set={"kmsKeyId": REMOVED}),
    Mutation(
        rule="encryption-database-customer-key", cloud="alicloud", type=_POLARDB, set={"encryptionKey": REMOVED}
    ),
    Mutation(
        rule="encryption-database-in-transit",
        cloud="aws",
        type="aws:rds/clusterParameterGroup:ClusterParameterGroup",
        set={"parameters[0].value": "OFF"},
    ),
    Mutation(
        rule="encryption-database-in-transit",
        cloud="alicloud",
        type="alicloud:polardb/clusterEndpoint:ClusterEndpoint",
        set={"sslEnabled": "Disable"},
    ),
    Mutation(
        rule="encryption-cache-at-rest",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"atRestEncryptionEnabled": False},
    ),
    Mutation(
        rule="encryption-cache-at-rest",
        cloud="alicloud",
        type="alicloud:redis/tairInstance:TairInstance",
        set={"tdeStatus": REMOVED},
    ),
    Mutation(
        rule="encryption-cache-in-transit",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"transitEncryptionMode": "preferred"},
    ),
    Mutation(
        rule="encryption-cache-in-transit",
        cloud="alicloud",
        type="alicloud:redis/tairInstance:TairInstance",
        set={"sslEnabled": "Disable"},
    ),
    Mutation(
        rule="encryption-nosql-customer-key",
        cloud="aws",
        type="aws:dynamodb/table:Table",
        set={"serverSideEncryption.kmsKeyArn": REMOVED},
    ),
    Mutation(
        rule="encryption-nosql-customer-key",
        cloud="alicloud",
        type="alicloud:ots/table:Table",
        set={"sseKeyType": "SSE_KMS_SERVICE"},
    ),
    Mutation(
        rule="encryption-object-store-kms",
        cloud="aws",
        type="aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        name="documents-bucket",
        set={"rules[0].applyServerSideEncryptionByDefault.sseAlgorithm": "AES256"},
    ),
    Mutation(
        rule="encryption-object-store-kms",
        cloud="alicloud",
        type="alicloud:oss/bucketServerSideEncryption:BucketServerSideEncryption",
        name="documents-data",
        remove=True,
    ),
    Mutation(
        rule="encryption-object-store-tls-only",
        cloud="aws",
        type="aws:s3/bucketPolicy:BucketPolicy",
        name="documents-bucket",
        remove=True,
    ),
    Mutation(
        rule="encryption-object-store-tls-only",
        cloud="alicloud",
        type="alicloud:oss/bucketHttpsConfig:BucketHttpsConfig",
        set={"tlsVersions": ["TLSv1.0", "TLSv1.2"]},
    ),
    Mutation(
        rule="encryption-block-storage",
        cloud="aws",
        type="aws:ec2/launchTemplate:LaunchTemplate",
        set={"blockDeviceMappings[0].ebs.encrypted": "false"},
    ),
    Mutation(
        rule="encryption-block-storage",
        cloud="alicloud",
        type="alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
        set={"systemDisk.encrypted": False},
    ),
    Mutation(
        rule="encryption-queue-and-topic",
        cloud="aws",
        type="aws:sqs/queue:Queue",
        set={"kmsMasterKeyId": REMOVED, "sqsManagedSseEnabled": False},
    ),
    Mutation(
        rule="encryption-queue-and-topic",
        cloud="alicloud",
        type="alicloud:message/serviceQueue:ServiceQueue",
        set={"enableSse": False},
    ),
    Mutation(rule="encryption-stream", cloud="aws", type=_STREAM, set={"encryptionType": "NONE"}),
    Mutation(
        rule="encryption-query-results",
        cloud="aws",
        type="aws:athena/workgroup:Workgroup",
        set={"configuration.managedQueryResultsConfiguration.enabled": False},
    ),
    Mutation(
        rule="encryption-query-results",
        cloud="alicloud",
        type="alicloud:maxcompute/project:Project",
        set={"properties.encryption.enable": False},
    ),
    Mutation(
        rule="encryption-stream", cloud="alicloud", type=_KAFKA, add=(_GOOD_KAFKA,), set={"kmsKeyId": REMOVED}
    ),
    Mutation(
        rule="encryption-search-at-rest",
        cloud="aws",
        type=_DOMAIN,
        set={"encryptAtRest.enabled": False},
    ),
    Mutation(
        rule="encryption-search-at-rest",
        cloud="alicloud",
        type=_ELASTIC,
        set={"dataNodeConfiguration.diskEncryption": False},
    ),
    Mutation(
        rule="encryption-search-in-transit",
        cloud="aws",
        type=_DOMAIN,
        set={"domainEndpointOptions.tlsSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"},
    ),
    Mutation(
        rule="encryption-search-in-transit",
        cloud="alicloud",
        type=_ELASTIC,
        set={"protocol": "HTTP"},
    ),
)
