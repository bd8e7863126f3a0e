"""What is specific to streams, their delivery into the lake, and the query workspace on AWS."""

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

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
POLICY = "aws:iam/rolePolicy:RolePolicy"
STREAM = "aws:kinesis/stream:Stream"
TABLE = "aws:glue/catalogTable:CatalogTable"
WORKGROUP = "aws:athena/workgroup:Workgroup"

build = partial(resources_of, "aws")
outputs = partial(outputs_of, "aws")


def told() -> list[Resource]:
    """A delivery whose stream, bucket and key are known, so that the rights to them are."""

    def known_targets(args: EventLakeArgs) -> EventLakeArgs:
        return replace(
            args,
            source=EventStreamTarget(name=known("clicks"), arn=known("arn:stream")),
            bucket=BucketTarget(name=known("lake"), arn=known("arn:lake"), domain_name=known("lake.example.net")),
            catalog=known("catalog"),
            key_arn=known("arn:key"),
        )

    return build_sample("aws", EventLake, known_targets)[0]


def test_a_stream_has_the_planned_shards_and_the_customer_key():
    stream = only(build(EventStream, shards=9), STREAM)
    assert stream.inputs["shardCount"] == 9
    assert stream.inputs["streamModeDetails"] == {"streamMode": "PROVISIONED"}
    assert (stream.inputs["encryptionType"], stream.inputs["retentionPeriod"]) == ("KMS", 72)
    assert "kmsKeyId" in stream.inputs
    assert stream.options["protect"] is True


def test_a_disposable_stream_goes_with_its_readers():
    stream = only(build(EventStream, deletion_protected=False), STREAM)
    assert stream.inputs["enforceConsumerDeletion"] is True
    assert "protect" not in stream.options


def test_alarms_fire_before_the_shards_refuse():
    alarms = {alarm.inputs["metricName"]: alarm.inputs for alarm in of_type(build(EventStream), ALARM)}
    assert alarms["WriteProvisionedThroughputExceeded"]["threshold"] == 0
    assert alarms["IncomingRecords"]["threshold"] == 6 * 60 * 1000 * 0.8
    assert alarms["IncomingBytes"]["threshold"] == 6 * 60 * 1024**2 * 0.8
    assert alarms["GetRecords.IteratorAgeMilliseconds"]["statistic"] == "Maximum"


def test_the_arn_of_a_stream_is_known_before_it_exists():
    assert outputs(EventStream)["stream"]["arn"].endswith(":stream/floodgate-prod-clicks-stream")


def test_a_delivery_writes_columns_by_day_and_hour_and_keeps_what_failed():
    settings = only(build(EventLake), DELIVERY).inputs["extendedS3Configuration"]
    assert settings["prefix"] == "clicks/day=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/"
    assert settings["errorOutputPrefix"].startswith("clicks-failed/!{firehose:error-output-type}/")
    assert settings["bufferingSize"] >= 64
    assert settings["cloudwatchLoggingOptions"]["enabled"] is True
    assert (
        "parquetSerDe" in settings["dataFormatConversionConfiguration"]["outputFormatConfiguration"]["serializer"]
    )


def test_people_hear_of_late_and_failed_deliveries():
    metrics = {alarm.inputs["metricName"] for alarm in of_type(build(EventLake), ALARM)}
    assert metrics == {"DeliveryToS3.DataFreshness", "FailedConversion.Records"}


def test_a_delivery_may_add_but_neither_read_nor_delete_objects():
    rights = {
        statement["Sid"]: statement for statement in json.loads(only(told(), POLICY).inputs["policy"])["Statement"]
    }
    assert rights["AddObjects"]["Resource"] == ["arn:lake", "arn:lake/*"]
    assert "s3:PutObject" in rights["AddObjects"]["Action"]
    assert not {"s3:GetObject", "s3:DeleteObject", "s3:*"} & set(rights["AddObjects"]["Action"])
    assert rights["ReadStream"]["Resource"] == "arn:stream"
    assert rights["UseKey"]["Resource"] == "arn:key"


def test_the_role_can_be_taken_for_this_account_only():
    role = only(build(EventLake), "aws:iam/role:Role")
    (statement,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "firehose.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"sts:ExternalId": "123456789012"}}


def test_the_table_has_a_column_for_each_field_and_finds_its_days_itself():
    table = only(build(EventLake), TABLE).inputs
    types = {column["name"]: column["type"] for column in table["storageDescriptor"]["columns"]}
    assert types == {"a_string": "string", "a_integer": "bigint", "a_number": "double", "a_boolean": "boolean"}
    assert [key["name"] for key in table["partitionKeys"]] == ["day", "hour"]
    assert table["parameters"]["projection.day.range"] == "NOW-400DAYS,NOW"


def test_a_query_has_a_limit_that_no_client_can_lift():
    configuration = only(build(QueryWorkspace, scan_limit_gib=7), WORKGROUP).inputs["configuration"]
    assert configuration["bytesScannedCutoffPerQuery"] == 7 * 1024**3
    assert configuration["enforceWorkgroupConfiguration"] is True
    assert configuration["managedQueryResultsConfiguration"]["enabled"] is True
    assert "encryptionConfiguration" in configuration["managedQueryResultsConfiguration"]


def test_people_hear_of_queries_that_run_wild_also_when_each_is_stopped_at_its_limit():
    alarms = of_type(build(QueryWorkspace, scan_limit_gib=7), ALARM)
    states = {alarm.inputs["dimensions"]["QueryState"] for alarm in alarms}
    assert states == {"SUCCEEDED", "CANCELED"}
    assert {alarm.inputs["threshold"] for alarm in alarms} == {20 * 7 * 1024**3}


def test_the_name_of_the_catalog_is_one_that_sql_takes():
    catalog = only(build(QueryWorkspace), "aws:glue/catalogDatabase:CatalogDatabase")
    assert catalog.inputs["name"] == "floodgate_prod_analysis"
