"""Rules about databases, caches, tables, buckets and names that no variation of the stack breaks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.aws.refusals.judged import GONE, beside, refused

EXISTING = beside(
    ("rds/cluster:Cluster", "core", {"clusterIdentifier": "core", "engine": "aurora-mysql"}),
    ("rds/clusterParameterGroup:ClusterParameterGroup", "my57", {"name": "my57", "family": "aurora-mysql5.7"}),
    ("rds/clusterParameterGroup:ClusterParameterGroup", "my80", {"name": "my80", "family": "aurora-mysql8.0"}),
    ("rds/proxy:Proxy", "pg", {"name": "pg", "engineFamily": "POSTGRESQL"}),
    ("rds/proxy:Proxy", "my", {"name": "my", "engineFamily": "MYSQL"}),
    ("elasticache/parameterGroup:ParameterGroup", "plain", {"name": "plain", "family": "valkey8"}),
    ("s3/bucket:Bucket", "versioned", {"bucket": "versioned"}),
    (
        "s3/bucketVersioning:BucketVersioning",
        "versioned",
        {"bucket": "versioned", "versioningConfiguration": {"status": "Enabled"}},
    ),
    ("s3/bucket:Bucket", "plain", {"bucket": "plain"}),
    ("route53/zone:Zone", "Z1", {"zoneId": "Z1", "name": "example.net"}),
    ("route53/record:Record", "www", {"zoneId": "Z1", "name": "www.example.net", "type": "A"}),
)

CLUSTER = "rds/cluster:Cluster"
GOOD_CLUSTER = {
    "engine": "aurora-mysql",
    "engineVersion": "8.0.mysql_aurora.3.10.4",
    "manageMasterUserPassword": True,
    "dbClusterParameterGroupName": "my80",
    "serverlessv2ScalingConfiguration": {"minCapacity": 0.5, "maxCapacity": 4},
}
INSTANCE = "rds/clusterInstance:ClusterInstance"
GOOD_INSTANCE = {"clusterIdentifier": "core", "engine": "aurora-mysql", "instanceClass": "db.r7g.large"}
PARAMETERS = "rds/clusterParameterGroup:ClusterParameterGroup"
CACHE = "elasticache/replicationGroup:ReplicationGroup"
GOOD_CACHE = {
    "engine": "valkey",
    "engineVersion": "8.1",
    "numCacheClusters": 2,
    "automaticFailoverEnabled": True,
    "multiAzEnabled": True,
    "transitEncryptionEnabled": True,
    "authToken": "0123456789abcdef",
    "parameterGroupName": "plain",
    "maintenanceWindow": "sun:03:00-sun:04:00",
}
TABLE = "dynamodb/table:Table"
GOOD_TABLE = {
    "hashKey": "id",
    "attributes": [{"name": "id", "type": "S"}, {"name": "day", "type": "S"}],
    "globalSecondaryIndexes": [{"name": "by-day", "hashKey": "day"}],
    "billingMode": "PAY_PER_REQUEST",
}
LIFECYCLE = "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
RULE = {
    "id": "a",
    "expiration": {"days": 400},
    "transitions": [{"days": 30, "storageClass": "STANDARD_IA"}, {"days": 90, "storageClass": "GLACIER"}],
}
GOOD_LIFECYCLE = {"bucket": "plain", "rules": [RULE]}
LOCK = "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
GOOD_LOCK = {"bucket": "versioned", "rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 1}}}
PLAN = "backup/plan:Plan"
PLAN_RULE = {"ruleName": "daily", "schedule": "cron(0 5 * * ? *)", "startWindow": 60, "completionWindow": 120}
VAULT_LOCK = "backup/vaultLockConfiguration:VaultLockConfiguration"
RECORD = "route53/record:Record"
GOOD_RECORD = {"zoneId": "Z1", "name": "a.example.net", "type": "TXT", "ttl": 60, "records": ["v=spf1 -all"]}


def rule(**changes: Any) -> dict[str, Any]:
    return {"rules": [{key: value for key, value in {**RULE, **changes}.items() if value is not GONE}]}


ROWS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    (CLUSTER, GOOD_CLUSTER, {"dbClusterParameterGroupName": "my57"}, "dbClusterParameterGroupName"),
    (
        CLUSTER,
        GOOD_CLUSTER,
        {"serverlessv2ScalingConfiguration": {"minCapacity": 8, "maxCapacity": 4}},
        "serverlessv2ScalingConfiguration.minCapacity",
    ),
    (PARAMETERS, {"family": "mysql8.0"}, {"family": "maria"}, "family"),
    (
        PARAMETERS,
        {"family": "mysql8.0", "parameters": [{"name": "a", "value": "1"}]},
        {"parameters": [{"name": "a", "value": "1"}] * 2},
        "parameters[1].name",
    ),
    (INSTANCE, GOOD_INSTANCE, {"instanceClass": "db.serverless"}, "instanceClass"),
    (INSTANCE, GOOD_INSTANCE, {"performanceInsightsKmsKeyId": "alias/aws/rds"}, "performanceInsightsKmsKeyId"),
    (
        "rds/proxyTarget:ProxyTarget",
        {"dbProxyName": "my", "dbClusterIdentifier": "core"},
        {"dbProxyName": "pg"},
        "dbClusterIdentifier",
    ),
    (
        "rds/eventSubscription:EventSubscription",
        {"sourceIds": ["core"], "sourceType": "db-cluster"},
        {"sourceType": GONE},
        "sourceType",
    ),
    (CACHE, GOOD_CACHE, {"automaticFailoverEnabled": False}, "multiAzEnabled"),
    (
        CACHE,
        {**GOOD_CACHE, "multiAzEnabled": False, "parameterGroupName": "default.valkey8.cluster.on"},
        {"automaticFailoverEnabled": False, "numNodeGroups": 2},
        "automaticFailoverEnabled",
    ),
    (CACHE, GOOD_CACHE, {"numNodeGroups": 2}, "parameterGroupName"),
    (CACHE, GOOD_CACHE, {"engineVersion": "7.2"}, "parameterGroupName"),
    (CACHE, GOOD_CACHE, {"transitEncryptionEnabled": False}, "authToken"),
    (CACHE, GOOD_CACHE, {"kmsKeyId": "alias/aws/elasticache"}, "kmsKeyId"),
    (CACHE, GOOD_CACHE, {"maintenanceWindow": "sunday"}, "maintenanceWindow"),
    ("elasticache/parameterGroup:ParameterGroup", {"family": "valkey8"}, {"family": "keydb6"}, "family"),
    (TABLE, GOOD_TABLE, {"globalSecondaryIndexes": []}, "attributes[1].name"),
    (TABLE, GOOD_TABLE, {"streamEnabled": True}, "streamViewType"),
    (TABLE, GOOD_TABLE, {"ttl": {"enabled": True}}, "ttl.attributeName"),
    (
        TABLE,
        {**GOOD_TABLE, "readCapacity": 1, "writeCapacity": 1},
        {"billingMode": "PROVISIONED", "writeCapacity": 0},
        "writeCapacity",
    ),
    ("s3/bucket:Bucket", {"bucket": "a.b"}, {"bucket": "10.0.0.1"}, "bucket"),
    ("s3/bucket:Bucket", {"bucket": "a.b"}, {"bucket": "a..b"}, "bucket"),
    (LIFECYCLE, GOOD_LIFECYCLE, {"rules": [RULE, RULE]}, "rules[1].id"),
    (LIFECYCLE, GOOD_LIFECYCLE, rule(expiration=GONE, transitions=GONE), "rules[0]"),
    (LIFECYCLE, GOOD_LIFECYCLE, rule(transitions=GONE, expiration={"days": 0}), "rules[0].expiration.days"),
    (LIFECYCLE, GOOD_LIFECYCLE, rule(expiration={"days": 60}), "rules[0].transitions[1].days"),
    (
        LIFECYCLE,
        GOOD_LIFECYCLE,
        rule(transitions=[{"days": 90, "storageClass": "GLACIER"}, {"days": 60, "storageClass": "DEEP_ARCHIVE"}]),
        "rules[0].transitions[1].days",
    ),
    (LOCK, GOOD_LOCK, {"bucket": "plain"}, "bucket"),
    (LOCK, GOOD_LOCK, {"rule": {"defaultRetention": {"mode": "GOVERNANCE"}}}, "rule.defaultRetention"),
    (PLAN, {"rules": [PLAN_RULE]}, {"rules": [{**PLAN_RULE, "startWindow": 30}]}, "rules[0].startWindow"),
    (PLAN, {"rules": [PLAN_RULE]}, {"rules": [PLAN_RULE, PLAN_RULE]}, "rules[1].ruleName"),
    (
        PLAN,
        {"rules": [PLAN_RULE]},
        {"rules": [{**PLAN_RULE, "lifecycle": {"deleteAfter": 0}}]},
        "rules[0].lifecycle.deleteAfter",
    ),
    (VAULT_LOCK, {"backupVaultName": "Default"}, {"minRetentionDays": 0}, "minRetentionDays"),
    (RECORD, GOOD_RECORD, {"records": ["x" * 256]}, "records[0]"),
    (RECORD, GOOD_RECORD, {"type": "MX", "records": ["mail.example.net"]}, "records[0]"),
    (RECORD, GOOD_RECORD, {"type": "AAAA", "records": ["10.0.0.1"]}, "records[0]"),
    (RECORD, GOOD_RECORD, {"type": "CAA", "records": ["amazon.com"]}, "records[0]"),
    (RECORD, GOOD_RECORD, {"type": "SRV", "records": ["1 2 a.example.net"]}, "records[0]"),
    (RECORD, GOOD_RECORD, {"type": "CNAME", "records": ["a.example.net", "b.example.net"]}, "records"),
    (RECORD, GOOD_RECORD, {"ttl": -1}, "ttl"),
    (RECORD, GOOD_RECORD, {"name": "a b.example.net"}, "name"),
    (RECORD, GOOD_RECORD, {"name": "WWW.example.net.", "type": "A", "records": ["10.0.0.1"]}, "name"),
    (RECORD, GOOD_RECORD, {"name": "www.example.net", "type": "CNAME", "records": ["a.example.net"]}, "name"),
    (
        RECORD,
        {
            "zoneId": "Z1",
            "name": "b.example.net",
            "type": "A",
            "aliases": [{"name": "www.example.net", "zoneId": "Z1"}],
        },
        {"ttl": 60},
        "ttl",
    ),
]


@pytest.mark.parametrize(("type_", "good", "change", "path"), ROWS)
def test_only_the_bad_one_is_refused_and_its_property_named(
    type_: str, good: dict[str, Any], change: dict[str, Any], path: str
) -> None:
    assert refused(type_, good, EXISTING) == {}
    assert list(refused(type_, {**good, **change}, EXISTING)) == [path]
