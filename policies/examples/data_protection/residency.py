"""Where data is."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_ID = "data-residency-regions"
_S3 = "aws:s3/bucket:Bucket"
_LOGS = "aws:cloudwatch/logGroup:LogGroup"
_TABLE = "aws:dynamodb/table:Table"
_SECRET = "aws:secretsmanager/secret:Secret"
_PLAN = "aws:backup/plan:Plan"
_REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
_STORES = (
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/tableReplica:TableReplica",
    "aws:efs/fileSystem:FileSystem",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:kinesis/stream:Stream",
    "aws:opensearch/domain:Domain",
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    "aws:sqs/queue:Queue",
    "aws:ebs/volume:Volume",
    "aws:backup/vault:Vault",
    _TABLE,
    _SECRET,
)
_OSS_REPLICATION = "alicloud:oss/bucketReplication:BucketReplication"
_CROSS = "alicloud:rds/rdsInstanceCrossBackupPolicy:RdsInstanceCrossBackupPolicy"
_POLARDB_POLICY = "alicloud:polardb/backupPolicy:BackupPolicy"
_HBR_POLICY = "alicloud:hbr/policy:Policy"
_SNAPSHOTS = "alicloud:ecs/autoSnapshotPolicy:AutoSnapshotPolicy"
_OSS = "alicloud:oss/bucket:Bucket"
_ALICLOUD_STORES = (
    "alicloud:ecs/ecsDisk:EcsDisk",
    "alicloud:elasticsearch/instance:Instance",
    "alicloud:kvstore/instance:Instance",
    "alicloud:log/project:Project",
    "alicloud:message/serviceQueue:ServiceQueue",
    "alicloud:ots/instance:Instance",
    "alicloud:polardb/cluster:Cluster",
    "alicloud:rds/instance:Instance",
    "alicloud:redis/tairInstance:TairInstance",
    _OSS,
)
_CDN = ("alicloud:dcdn/domain:Domain", "alicloud:cdn/domainNew:DomainNew")


def _vault(region: str) -> str:
    return f"arn:aws:backup:{region}:111122223333:backup-vault:copies"


def _one(path: str, value: Any) -> dict[str, Any]:
    return {path: value}


_PROVIDER = "pulumi:providers:aws"
_IRELAND = res(_PROVIDER, "ireland", region="eu-west-1")

_AWS: tuple[Example, ...] = (
    passes(_ID, res(_S3, bucket="shop-media")),
    fails(_ID, res(_S3, bucket="shop-media", region="us-west-2"), says="`region` is us-west-2"),
    passes(_ID, res(_S3, bucket="shop-media", region="eu-central-1")),
    # Allowed for the CDN only
    fails(_ID, res(_S3, bucket="shop-media", region="us-east-1")),
    unknown(_ID, res(_S3, bucket="shop-media", region=UNKNOWN)),
    *(
        example
        for type_ in _STORES
        for example in (
            passes(_ID, res(type_)),
            fails(_ID, res(type_, region="ap-southeast-1")),
            unknown(_ID, res(type_, region=UNKNOWN)),
        )
    ),
    passes(_ID, res(_LOGS, name="aws-waf-logs-shop", region="us-east-1")),
    fails(_ID, res(_LOGS, name="aws-waf-logs-shop", region="us-east-2")),
    unknown(_ID, res(_LOGS, region=UNKNOWN)),
    passes(_ID, res(_TABLE, replicas=[{"regionName": "eu-west-1"}])),
    fails(_ID, res(_TABLE, replicas=[{"regionName": "eu-west-2"}]), says="`replicas[0].regionName` is eu-west-2"),
    unknown(_ID, res(_TABLE, replicas=[{"regionName": UNKNOWN}])),
    fails(_ID, res(_SECRET, replicas=[{"region": "us-west-2"}])),
    passes(_ID, res(_PLAN, rules=[{"copyActions": [{"destinationVaultArn": _vault("eu-west-1")}]}])),
    fails(_ID, res(_PLAN, rules=[{"copyActions": [{"destinationVaultArn": _vault("us-east-1")}]}])),
    unknown(_ID, res(_PLAN, rules=[{"copyActions": [{"destinationVaultArn": UNKNOWN}]}])),
    # A copy of what is in the stack's region
    passes(
        _ID,
        res(_S3, "copy", region="eu-west-1"),
        res(_REPLICATION, "replication", rules=[{"destination": {"bucket": ref("copy")}}]),
    ),
    fails(
        _ID,
        res(_S3, "copy", region="us-west-2"),
        res(_REPLICATION, "replication", rules=[{"destination": {"bucket": ref("copy")}}]),
    ),
    # Replicated to where nobody here can see it
    unknown(
        _ID,
        res(_S3, "media"),
        res(
            _REPLICATION,
            bucket=ref("media"),
            rules=[{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::shop-copies"}}],
        ),
        says="its region is not known",
    ),
    passes(_ID, res("aws:dynamodb/tableReplica:TableReplica", region="eu-west-1")),
    fails(_ID, res(_S3, "media", region="eu-west-1")),
    # By its provider: one for copies in another region of the same law is nothing to object to, a store there is
    passes(_ID, res("aws:backup/vault:Vault", "copies", {"provider": "ireland"}), _IRELAND),
    fails(_ID, res(_TABLE, "orders", {"provider": "ireland"}), _IRELAND, says="its provider ireland works in"),
    fails(_ID, res(_TABLE, "orders", {"provider": "edge"}), res(_PROVIDER, "edge", region="us-east-1")),
    passes(_ID, _IRELAND, whole="aws"),
    passes(_ID, res("aws:backup/vault:Vault", "copies", region="eu-west-1")),
    passes(_ID, res(_PROVIDER, "edge", region="us-east-1"), whole="aws"),
    fails(
        _ID,
        res(_PROVIDER, "elsewhere", region="us-west-2"),
        whole="aws",
        says="provider elsewhere works in us-west-2",
    ),
    unknown(_ID, res(_PROVIDER, "elsewhere", region=UNKNOWN), whole="aws"),
)

_BEIJING = res("pulumi:providers:alicloud", "beijing", region="cn-beijing")
_AWAY = res("pulumi:providers:alicloud", "away", region=UNKNOWN)

_ALICLOUD: tuple[Example, ...] = (
    passes(_ID, res(_OSS_REPLICATION, destination={"bucket": "copies", "location": "oss-cn-beijing"})),
    fails(
        _ID,
        res(_OSS_REPLICATION, destination={"bucket": "copies", "location": "oss-cn-hongkong"}),
        says="`destination.location` is cn-hongkong",
    ),
    unknown(_ID, res(_OSS_REPLICATION, destination={"bucket": "copies", "location": UNKNOWN})),
    *(
        example
        for type_, path in (
            (_CROSS, "crossBackupRegion"),
            (_POLARDB_POLICY, "dataLevel2BackupAnotherRegionRegion"),
            (_POLARDB_POLICY, "logBackupAnotherRegionRegion"),
        )
        for example in (
            passes(_ID, res(type_, **_one(path, "cn-beijing"))),
            fails(_ID, res(type_, **_one(path, "ap-southeast-1")), says=path),
            unknown(_ID, res(type_, **_one(path, UNKNOWN))),
        )
    ),
    passes(_ID, res(_HBR_POLICY, rules=[{"ruleType": "REPLICATION", "replicationRegionId": "cn-beijing"}])),
    fails(_ID, res(_HBR_POLICY, rules=[{"ruleType": "REPLICATION", "replicationRegionId": "ap-southeast-1"}])),
    unknown(_ID, res(_HBR_POLICY, rules=[{"ruleType": "REPLICATION", "replicationRegionId": UNKNOWN}])),
    passes(_ID, res(_SNAPSHOTS, targetCopyRegions=["cn-beijing"])),
    fails(_ID, res(_SNAPSHOTS, targetCopyRegions=["cn-beijing", "eu-central-1"])),
    unknown(_ID, res(_SNAPSHOTS, targetCopyRegions=[UNKNOWN])),
    *(
        example
        for type_ in _CDN
        for example in (
            passes(_ID, res(type_, domainName="www.cn.shop.example.net")),
            fails(_ID, res(type_, domainName="www.cn.shop.example.net", scope="global"), says="`scope` is global"),
            unknown(_ID, res(type_, scope=UNKNOWN)),
            skips(_ID, res(type_, scope="global"), region="ap-southeast-1"),
        )
    ),
    passes(_ID, res("pulumi:providers:alicloud", "home", region="cn-shanghai"), whole="alicloud"),
    fails(_ID, res("pulumi:providers:alicloud", "elsewhere", region="ap-southeast-1"), whole="alicloud"),
    # One in another region of the same law may be for copies; a store that it makes is not where it belongs
    passes(_ID, _BEIJING, whole="alicloud"),
    *(
        example
        for type_ in _ALICLOUD_STORES
        for example in (
            passes(_ID, res(type_, "store")),
            fails(
                _ID, res(type_, "store", {"provider": "beijing"}), _BEIJING, says="its provider beijing works in"
            ),
            unknown(_ID, res(type_, "store", {"provider": "away"}), _AWAY),
        )
    ),
    passes(
        _ID,
        res(_OSS, "copy", {"provider": "beijing"}, bucket="shop-copy"),
        _BEIJING,
        res(_OSS_REPLICATION, destination={"bucket": ref("copy"), "location": "oss-cn-beijing"}),
    ),
)

EXAMPLES: tuple[Example, ...] = (*_AWS, *_ALICLOUD)
