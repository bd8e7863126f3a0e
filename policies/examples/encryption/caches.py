"""Caches and tables."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_SINGLE = "aws:elasticache/cluster:Cluster"
_SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_TABLE = "aws:dynamodb/table:Table"
_OTS = "alicloud:ots/table:Table"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")
_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_REST = "encryption-cache-at-rest"
_TRANSIT = "encryption-cache-in-transit"
_TABLES = "encryption-nosql-customer-key"

EXAMPLES: tuple[Example, ...] = (
    passes(_REST, res(_GROUP, engine="redis", atRestEncryptionEnabled=True, kmsKeyId=ref("key")), _KEY),
    passes(_REST, res(_GROUP, engine="valkey", kmsKeyId=_ARN)),
    fails(_REST, res(_GROUP, engine="redis"), says="atRestEncryptionEnabled"),
    fails(_REST, res(_GROUP, engine="valkey", atRestEncryptionEnabled=True), says="kmsKeyId"),
    unknown(_REST, res(_GROUP, engine="redis", atRestEncryptionEnabled=UNKNOWN)),
    skips(_REST, res(_GROUP, engine="redis", globalReplicationGroupId="ldgnf-shop")),
    passes(_REST, res(_SERVERLESS, engine="valkey", kmsKeyId=ref("key")), _KEY),
    fails(_REST, res(_SERVERLESS, engine="valkey"), says="kmsKeyId"),
    passes(_REST, res(_TAIR, tdeStatus="enabled", encryptionKey=ref("key")), _ALICLOUD_KEY),
    fails(_REST, res(_TAIR, instanceType="tair_rdb"), says="tdeStatus"),
    fails(_REST, res(_TAIR, tdeStatus="enabled"), says="encryptionKey"),
    unknown(_REST, res(_TAIR, tdeStatus=UNKNOWN)),
    passes(_REST, res(_KVSTORE, tdeStatus="Enabled", encryptionKey=ref("key")), _ALICLOUD_KEY),
    fails(_REST, res(_KVSTORE, engineVersion="5.0"), says="tdeStatus"),
    unknown(_REST, res(_KVSTORE, tdeStatus=UNKNOWN, encryptionKey=ref("key")), _ALICLOUD_KEY),
    passes(_TRANSIT, res(_GROUP, transitEncryptionEnabled=True, transitEncryptionMode="required")),
    fails(_TRANSIT, res(_GROUP, engine="redis"), says="transitEncryptionEnabled"),
    fails(
        _TRANSIT,
        res(_GROUP, transitEncryptionEnabled=True, transitEncryptionMode="preferred"),
        says="preferred",
    ),
    unknown(_TRANSIT, res(_GROUP, transitEncryptionEnabled=UNKNOWN)),
    passes(_TRANSIT, res(_SINGLE, engine="memcached", transitEncryptionEnabled=True)),
    fails(_TRANSIT, res(_SINGLE, engine="memcached"), says="transitEncryptionEnabled"),
    fails(_TRANSIT, res(_SINGLE, engine="redis"), says="only a replication group"),
    unknown(_TRANSIT, res(_SINGLE, engine="memcached", transitEncryptionEnabled=UNKNOWN)),
    skips(_TRANSIT, res(_SINGLE, replicationGroupId="sessions")),
    passes(_TRANSIT, res(_TAIR, sslEnabled="Enable")),
    fails(_TRANSIT, res(_TAIR, instanceType="tair_rdb"), says="sslEnabled"),
    unknown(_TRANSIT, res(_TAIR, sslEnabled=UNKNOWN)),
    passes(_TRANSIT, res(_KVSTORE, sslEnable="Enable")),
    fails(_TRANSIT, res(_KVSTORE, sslEnable="Disable"), says="'Disable'"),
    unknown(_TRANSIT, res(_KVSTORE, sslEnable=UNKNOWN)),
    passes(_TABLES, res(_TABLE, serverSideEncryption={"enabled": True, "kmsKeyArn": ref("key")}), _KEY),
    fails(_TABLES, res(_TABLE, billingMode="PAY_PER_REQUEST"), says="serverSideEncryption.enabled"),
    fails(_TABLES, res(_TABLE, serverSideEncryption={"enabled": True}), says="kmsKeyArn"),
    fails(
        _TABLES,
        res(
            _TABLE,
            serverSideEncryption={"enabled": True, "kmsKeyArn": _ARN},
            replicas=[{"regionName": "eu-west-1"}],
        ),
        says="replicas[0].kmsKeyArn",
    ),
    unknown(_TABLES, res(_TABLE, serverSideEncryption={"enabled": UNKNOWN, "kmsKeyArn": ref("key")}), _KEY),
    passes(_TABLES, res(_OTS, enableSse=True, sseKeyType="SSE_BYOK", sseKeyId=ref("key")), _ALICLOUD_KEY),
    fails(_TABLES, res(_OTS, tableName="carts"), says="enableSse"),
    fails(_TABLES, res(_OTS, enableSse=True, sseKeyType="SSE_KMS_SERVICE"), says="SSE_KMS_SERVICE"),
    unknown(_TABLES, res(_OTS, enableSse=True, sseKeyType=UNKNOWN)),
)
