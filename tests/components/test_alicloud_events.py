"""What is specific to streams, their delivery into the lake, and the query workspace on Alibaba Cloud."""

import json
from dataclasses import replace
from functools import partial

from components.bucket import BucketTarget
from components.event_lake import EventLake, EventLakeArgs
from components.event_stream import EventStream, EventStreamTarget
from components.query_workspace import QueryWorkspace
from infra.preview.plan import Resource
from tests.components.cases import build_sample, outputs_of, resources_of
from tests.components.harness import known, of_type, only

ALARM = "alicloud:cms/alarm:Alarm"
JOB = "alicloud:sls/ossExportSink:OssExportSink"
POLICY = "alicloud:ram/policy:Policy"
PROJECT = "alicloud:maxcompute/project:Project"
STORE = "alicloud:log/store:Store"

build = partial(resources_of, "alicloud")
outputs = partial(outputs_of, "alicloud")


def told() -> list[Resource]:
    """A delivery whose stream, bucket and key are known, so that the rights to them are."""

    def known_targets(args: EventLakeArgs) -> EventLakeArgs:
        return replace(
            args,
            source=EventStreamTarget(name=known("clicks:clicks"), arn=known("arn:stream")),
            bucket=BucketTarget(name=known("lake"), arn=known("arn:lake"), domain_name=known("lake.example.net")),
            catalog=known("catalog"),
            key_arn=known("arn:key"),
        )

    return build_sample("alicloud", EventLake, known_targets)[0]


def test_a_store_splits_up_to_the_limit_and_is_never_replaced_for_its_shards():
    store = only(build(EventStream, shards=12, max_shards=64), STORE)
    assert store.inputs["shardCount"] == 10
    assert (store.inputs["autoSplit"], store.inputs["maxSplitShardCount"]) == (True, 64)
    assert list(store.options["ignore_changes"]) == ["shardCount"]


def test_a_stream_is_encrypted_and_takes_nothing_from_browsers():
    store = only(build(EventStream), STORE).inputs
    assert store["encryptConf"]["enable"] is True
    assert "userCmkInfo" in store["encryptConf"]
    assert store["enableWebTracking"] is False


def test_hours_become_whole_days():
    assert only(build(EventStream, retention_hours=73), STORE).inputs["retentionPeriod"] == 4


def test_alarms_tell_of_refused_writes_a_full_stream_and_late_readers():
    alarms = {alarm.name: alarm.inputs for alarm in of_type(build(EventStream), ALARM)}
    status = json.loads(alarms["clicks-stream-writes-refused"]["metricDimensions"])
    assert {alarm["metric"] for alarm in alarms.values()} == {
        "LogCodeQPS",
        "LogInflow",
        "ConsumerGroupFallBehind",
    }
    assert status[0].get("status") == "403"
    assert alarms["clicks-stream-bytes"]["escalationsCritical"]["threshold"] == "5760000000"
    asked = {alarm["metric"]: alarm["escalationsCritical"]["statistics"] for alarm in alarms.values()}
    assert asked == {"LogCodeQPS": "Count", "LogInflow": "Sum", "ConsumerGroupFallBehind": "Maximum"}


def test_a_job_writes_columns_from_the_first_event_on_and_never_stops():
    configuration = only(build(EventLake), JOB).inputs["configuration"]
    sink = configuration["sink"]
    assert (configuration["fromTime"], configuration["toTime"]) == (1, 0)
    assert (sink["contentType"], sink["prefix"], sink["pathFormat"]) == (
        "parquet",
        "clicks/",
        "day=%Y-%m-%d/hour=%H",
    )
    assert json.loads(sink["contentDetail"])["columns"] == [
        {"name": "a_string", "type": "string"},
        {"name": "a_integer", "type": "int64"},
        {"name": "a_number", "type": "double"},
        {"name": "a_boolean", "type": "boolean"},
    ]


def test_the_writer_cannot_read_and_the_reader_cannot_write():
    policies = {
        policy.name: json.loads(policy.inputs["policyDocument"])["Statement"] for policy in of_type(told(), POLICY)
    }
    rights = {
        name: [
            (action, resource) for each in statements for action in each["Action"] for resource in each["Resource"]
        ]
        for name, statements in policies.items()
    }
    assert rights == {
        "clicks-lake-writer": [
            ("log:GetCursorOrData", "arn:stream"),
            ("log:ListShards", "arn:stream"),
            ("oss:PutObject", "arn:lake/clicks/*"),
            ("kms:Decrypt", "arn:key"),
            ("kms:GenerateDataKey", "arn:key"),
        ],
        "clicks-lake-reader": [
            ("oss:ListObjects", "arn:lake"),
            ("oss:GetObject", "arn:lake/clicks/*"),
            ("kms:Decrypt", "arn:key"),
        ],
    }


def test_the_statement_makes_the_table_that_no_resource_can():
    statement = outputs(EventLake)["statement"]
    assert "a_integer BIGINT" in statement
    assert "PARTITIONED BY (day STRING, hour STRING)" in statement
    assert "STORED AS PARQUET LOCATION 'oss://oss-cn-hangzhou-internal.aliyuncs.com/" in statement


def test_the_workspace_has_a_limit_and_one_network():
    project = only(build(QueryWorkspace, scan_limit_gib=7), PROJECT).inputs
    assert project["properties"]["sqlMeteringMax"] == "7"
    assert project["properties"]["allowFullScan"] is False
    assert project["properties"]["encryption"]["algorithm"] == "AES256"
    assert "vpcIpList" in project["ipWhiteList"]
    assert project["securityProperties"]["projectProtection"] == {"protected": True}
    assert len(project["projectName"]) <= 28


def test_what_the_provider_would_switch_off_by_itself_is_on():
    """It sends what is left out as 0 and false: no backup, and tables that their creator may not read."""
    project = only(build(QueryWorkspace), PROJECT).inputs
    assert project["properties"]["retentionDays"] == 7
    assert project["properties"]["enableDecimal2"] is True
    assert project["securityProperties"]["objectCreatorHasAccessPermission"] is True


def test_a_deleted_project_of_a_permanent_stack_can_be_brought_back():
    assert only(build(QueryWorkspace), PROJECT).inputs["isLogical"] == "true"
    assert only(build(QueryWorkspace, disposable=True), PROJECT).inputs["isLogical"] == "false"
