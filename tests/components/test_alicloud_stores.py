"""What is specific to databases, caches and tables on Alibaba Cloud."""

import dataclasses
from functools import partial
from itertools import pairwise

import pytest

from components.alicloud.database import build_database
from components.alicloud.table import build_table
from components.cache import Cache
from components.database import Database
from components.errors import UnsupportedOnCloud
from components.table import KeyAttribute, KeyType, Table
from tests.components.cases import outputs_of, resources_of
from tests.components.harness import ALICLOUD, of_type, only, provision, unknown
from tests.components.samples import samples

CLUSTER = "alicloud:polardb/cluster:Cluster"
TAIR = "alicloud:redis/tairInstance:TairInstance"
ALARM = "alicloud:cms/alarm:Alarm"


planned = partial(resources_of, "alicloud")
outputs = partial(outputs_of, "alicloud")


class TestDatabase:
    def test_cluster_is_sized_encrypted_locked_and_audited(self):
        cluster = only(planned(Database), CLUSTER)
        assert cluster.inputs["dbNodeClass"] == "polar.mysql.x8.xlarge"
        assert cluster.inputs["dbNodeCount"] == cluster.inputs["dbNodeNum"] == 2
        assert cluster.inputs["tdeStatus"] == "Enabled"
        assert cluster.inputs["encryptNewTables"] == "ON"
        assert cluster.inputs["roleArn"] == (
            "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole"
        )
        assert cluster.inputs["collectorStatus"] == "Enable"
        assert cluster.inputs["deletionLock"] == 1
        assert cluster.options["protect"] is True

    def test_readers_bring_a_standby_in_another_zone(self):
        inputs = only(planned(Database), CLUSTER).inputs
        assert (inputs["hotStandbyCluster"], inputs["zoneId"], inputs["standbyAz"]) == (
            "ON",
            "cn-hangzhou-h",
            "cn-hangzhou-i",
        )

    def test_single_node_has_neither_standby_nor_reader(self):
        resources = planned(Database, readers=0, max_readers=0, pooled=False, deletion_protected=False)
        cluster = only(resources, CLUSTER)
        assert cluster.inputs["dbNodeCount"] == 1
        assert cluster.inputs["hotStandbyCluster"] == "OFF"
        assert cluster.inputs["deletionLock"] == 0
        assert cluster.inputs["backupRetentionPolicyOnClusterDeletion"] == "NONE"
        assert "serverlessType" not in cluster.inputs

    def test_readers_scale_out_under_load(self):
        inputs = only(planned(Database), CLUSTER).inputs
        assert inputs["serverlessType"] == "SteadyServerless"
        assert inputs["serverlessSteadySwitch"] == "ON"
        assert (inputs["scaleRoNumMin"], inputs["scaleRoNumMax"]) == (0, 3)

    @pytest.mark.parametrize("readers", [0, 2])
    def test_every_endpoint_speaks_tls(self, readers):
        """PolarDB makes a primary and a cluster endpoint for every cluster, a single node too."""
        resources = planned(Database, readers=readers, max_readers=readers, pooled=readers > 0)
        endpoints = [
            resource
            for kind in ("primaryEndpoint:PrimaryEndpoint", "clusterEndpoint:ClusterEndpoint")
            for resource in of_type(resources, f"alicloud:polardb/{kind}")
        ]
        assert len(endpoints) == 2
        assert {resource.inputs["sslEnabled"] for resource in endpoints} == {"Enable"}
        assert {resource.inputs["netType"] for resource in endpoints} == {"Private"}

    @pytest.mark.parametrize(
        ("pooled", "config"), [(True, {"ConnectionPersist": "Transaction", "ConsistLevel": "2"}), (False, None)]
    )
    def test_pool_is_a_setting_of_the_proxy(self, pooled, config):
        proxy = only(planned(Database, pooled=pooled), "alicloud:polardb/clusterEndpoint:ClusterEndpoint")
        assert proxy.inputs.get("endpointConfig") == config

    @pytest.mark.parametrize(("one", "other"), [(1, 2), (1, 4)])
    def test_a_campaign_with_more_readers_changes_no_endpoint(self, one, other):
        """Instances that run know the names that they were started with."""

        def endpoints(readers):
            made = planned(Database, readers=readers, max_readers=4)
            return {each.name: each.inputs for each in made if "ndpoint" in each.type}

        assert endpoints(one) == endpoints(other)

    def test_clients_are_on_the_allow_list_and_may_go_out_to_the_port(self):
        resources = planned(Database)
        assert len(only(resources, CLUSTER).inputs["securityGroupIds"]) == 2
        rules = of_type(resources, "alicloud:ecs/securityGroupRule:SecurityGroupRule")
        assert {rule.inputs["type"] for rule in rules} == {"egress"}
        assert {rule.inputs["portRange"] for rule in rules} == {"3306/3306"}
        addresses = only(resources, "alicloud:ecs/ecsPrefixList:EcsPrefixList")
        assert all(addresses.urn in rule.depends_on for rule in rules)
        assert "0.0.0.0/0" not in {entry["cidr"] for entry in addresses.inputs["entries"]}

    @pytest.mark.parametrize(
        ("days", "level1", "level2", "log"), [(1, 7, None, 7), (14, 14, None, 14), (35, 14, 35, 35)]
    )
    def test_backups_reach_as_far_back_as_asked(self, days, level1, level2, log):
        inputs = only(
            planned(Database, backup_retention_days=days), "alicloud:polardb/backupPolicy:BackupPolicy"
        ).inputs
        assert inputs["dataLevel1BackupRetentionPeriod"] == level1
        assert inputs.get("dataLevel2BackupRetentionPeriod") == level2
        assert inputs["logBackupRetentionPeriod"] == log

    def test_password_is_made_once_and_secret_everywhere(self):
        resources = planned(Database)
        account = only(resources, "alicloud:polardb/account:Account")
        assert account.options["ignore_changes"] == ["accountPassword"]
        assert "accountPassword" in account.secret
        credentials = only(resources, "alicloud:kms/secret:Secret")
        assert "secretData" in credentials.secret
        assert account.urn in credentials.depends_on
        assert credentials.inputs["dkmsInstanceId"] == ALICLOUD.kms_instance_id

    def test_account_may_use_its_schema_only(self):
        resources = planned(Database)
        assert only(resources, "alicloud:polardb/account:Account").inputs["accountType"] == "Normal"
        privilege = only(resources, "alicloud:polardb/accountPrivilege:AccountPrivilege")
        assert privilege.inputs["dbNames"] == ["orders"]

    def test_secret_arn_is_known_before_the_first_up(self):
        arn = outputs(Database)["secretArn"]
        assert arn == "acs:kms:cn-hangzhou:1234567890123456:secret/floodgate-prod-orders-db-credentials"

    def test_steps_wait_for_each_other(self):
        resources = planned(Database, readers=2)
        chain = [
            only(resources, f"alicloud:{kind}")
            for kind in (
                "das/sqlLogConfig:SqlLogConfig",
                "polardb/backupPolicy:BackupPolicy",
                "polardb/database:Database",
                "polardb/account:Account",
                "polardb/accountPrivilege:AccountPrivilege",
                "polardb/primaryEndpoint:PrimaryEndpoint",
                "polardb/clusterEndpoint:ClusterEndpoint",
            )
        ]
        for before, after in pairwise(chain):
            assert before.urn in after.depends_on, after.name

    @pytest.mark.parametrize(("pooled", "readers", "extra"), [(True, 1, {"lag", "proxy-cpu"}), (False, 0, set())])
    def test_alarms_follow_what_is_there(self, pooled, readers, extra):
        resources = planned(Database, pooled=pooled, readers=readers, max_readers=readers)
        roles = {alarm.name.removeprefix("orders-db-") for alarm in of_type(resources, ALARM)}
        assert roles == {"cpu", "memory", "iops", "storage", "connections"} | extra

    def test_connection_alarm_counts_what_was_asked_for(self):
        alarm = next(a for a in of_type(planned(Database), ALARM) if a.name == "orders-db-connections")
        assert alarm.inputs["escalationsCritical"]["threshold"] == "2400"

    @pytest.mark.parametrize(
        ("changes", "argument"),
        [
            ({"max_readers": 9}, "max_readers=9"),
            ({"readers": 0, "max_readers": 2}, "max_readers=2 with readers=0"),
            ({"max_connections": 20_000}, "max_connections=20000"),
            ({"vcpu": 128}, "vcpu=128"),
            ({"log_retention_days": 2000}, "log_retention_days=2000"),
            ({"clients": {f"client-{n}": "sg-1" for n in range(11)}}, "11 clients"),
        ],
    )
    def test_limits_are_named(self, changes, argument):
        with pytest.raises(UnsupportedOnCloud, match=argument):
            planned(Database, **changes)


class TestCache:
    def test_cluster_speaks_tls_through_its_proxy(self):
        instance = only(planned(Cache), TAIR)
        assert instance.inputs["instanceClass"] == "tair.rdb.with.proxy.16g"
        assert instance.inputs["shardCount"] == 2
        assert instance.inputs["sslEnabled"] == "Enable"
        assert instance.inputs["tdeStatus"] == "enabled"
        assert instance.inputs["vpcAuthMode"] == "Open"
        assert instance.inputs["paymentType"] == "PayAsYouGo"
        assert "password" in instance.secret

    def test_replica_stands_in_another_zone(self):
        inputs = only(planned(Cache), TAIR).inputs
        assert (inputs["zoneId"], inputs["secondaryZoneId"]) == ("cn-hangzhou-h", "cn-hangzhou-i")

    def test_cheapest_cache_stays_in_one_zone_and_keeps_tls(self):
        resources = planned(Cache, memory_gib=1, shards=1, replicas=0, clients={})
        inputs = only(resources, TAIR).inputs
        assert inputs["instanceClass"] == "tair.rdb.1g"
        assert "secondaryZoneId" not in inputs
        assert "securityGroupId" not in inputs
        assert inputs["nodeType"] == "MASTER_SLAVE"
        assert inputs["sslEnabled"] == "Enable"
        assert not of_type(resources, "alicloud:ecs/ecsPrefixList:EcsPrefixList")

    @pytest.mark.parametrize(("shards", "prefix"), [(1, "Standard"), (2, "Sharding")])
    def test_alarms_use_the_metrics_of_the_architecture(self, shards, prefix):
        metrics = {alarm.inputs["metric"] for alarm in of_type(planned(Cache, shards=shards), ALARM)}
        assert {f"{prefix}CpuUsage", f"{prefix}MemoryUsage", f"{prefix}ConnectionUsage"} <= metrics
        assert all(metric.startswith(prefix) for metric in metrics)

    def test_audit_log_is_kept_as_long_as_asked(self):
        audit = only(planned(Cache), "alicloud:kvstore/auditLogConfig:AuditLogConfig")
        assert (audit.inputs["dbAudit"], audit.inputs["retention"]) == (True, 30)

    @pytest.mark.parametrize(
        "changes",
        [
            {"replicas": 2},
            {"shards": 33},
            {"snapshot_retention_days": 8},
            {"log_retention_days": 400},
            {"memory_gib": 65},
        ],
    )
    def test_limits_are_named(self, changes):
        with pytest.raises(UnsupportedOnCloud, match=next(iter(changes))):
            planned(Cache, **changes)


class TestTable:
    def test_instance_is_closed_to_the_internet(self):
        instance = only(planned(Table), "alicloud:ots/instance:Instance")
        assert instance.inputs["networkTypeAcls"] == ["VPC"]
        assert instance.inputs["networkSourceAcls"] == ["TRUST_PROXY"]
        assert len(instance.inputs["name"]) <= 16
        assert instance.options["protect"] is True

    def test_two_tables_never_share_an_instance_name(self):
        name, make = samples("alicloud")[Table]
        names = {
            only(
                provision(Table, other, make, partial(build_table, ALICLOUD))[0], "alicloud:ots/instance:Instance"
            ).inputs["name"]
            for other in (name, f"{name}-archive", "sessions")
        }
        assert len(names) == 3

    def test_table_is_encrypted_with_the_customer_key(self):
        resources = planned(Table)
        table = only(resources, "alicloud:ots/table:Table")
        assert table.inputs["enableSse"] is True
        assert table.inputs["sseKeyType"] == "SSE_BYOK"
        assert "ots.aliyuncs.com" in only(resources, "alicloud:ram/role:Role").inputs["assumeRolePolicyDocument"]

    @pytest.mark.parametrize(("days", "seconds"), [(90, 7_776_000), (None, -1)])
    def test_rows_go_after_their_days(self, days, seconds):
        table = only(planned(Table, expire_days=days), "alicloud:ots/table:Table")
        assert table.inputs["timeToLive"] == seconds
        assert table.inputs["maxVersion"] == 1

    def test_keys_keep_their_order_and_type(self):
        table = only(
            planned(Table, sort_key=KeyAttribute(name="line", type=KeyType.NUMBER)), "alicloud:ots/table:Table"
        )
        assert table.inputs["primaryKeys"] == [
            {"name": "cart_id", "type": "String"},
            {"name": "line", "type": "Integer"},
        ]

    def test_arn_names_the_table_in_its_instance(self):
        arn = outputs(Table)["tableArn"]
        assert arn.startswith("acs:ots:cn-hangzhou:1234567890123456:instance/floodgate-")
        assert arn.endswith("/table/carts")


def test_unknown_clients_do_not_decide_how_many_rules_there_are():
    name, make = samples("alicloud")[Database]
    resources, _ = provision(
        Database,
        name,
        lambda: dataclasses.replace(make(), clients={"orders": unknown()}),
        partial(build_database, ALICLOUD),
    )
    assert len(of_type(resources, "alicloud:ecs/securityGroupRule:SecurityGroupRule")) == 1
