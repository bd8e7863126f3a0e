"""Buckets with files of strangers, on both clouds."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.bucket import Bucket, Scan
from components.errors import InvalidArgument
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import AWS, of_type, only, unknown
from tests.components.targets import queue
from tests.facts.checker import errors_of

ROLE = f"arn:aws:iam::{AWS.account_id}:role/floodgate-prod-media-scan"


def scanned(cloud: str, **changes: Any) -> list[Resource]:
    scan = lambda: Scan(queue=queue("uploads"), notify=unknown())  # noqa: E731
    resources = build_sample(cloud, Bucket, lambda args: replace(args, scan=scan(), **changes))[0]
    assert errors_of(resources) == []
    return resources


def statements(resources: list[Resource], type_: str, name: str) -> dict[str, dict[str, Any]]:
    (found,) = (resource for resource in of_type(resources, type_) if resource.name == name)
    return {each["Sid"]: each for each in json.loads(found.inputs["policy"])["Statement"]}


def test_aws_scans_new_objects_and_tags_what_it_found() -> None:
    resources = scanned("aws")
    plan = only(resources, "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan")
    assert plan.inputs["actions"] == [{"taggings": [{"status": "ENABLED"}]}]
    assert plan.inputs["protectedResource"]["s3Bucket"]["bucketName"].startswith("floodgate-prod-media")
    policy = only(resources, "aws:iam/rolePolicy:RolePolicy")
    assert policy.urn in plan.depends_on


def test_aws_scans_with_a_role_that_only_this_account_s_plans_take() -> None:
    role = only(scanned("aws"), "aws:iam/role:Role").inputs
    (trust,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": "malware-protection-plan.guardduty.amazonaws.com"}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": AWS.account_id}


def test_aws_role_reaches_this_bucket_only_and_deletes_nothing() -> None:
    rights = statements(scanned("aws"), "aws:iam/rolePolicy:RolePolicy", "media-scan")
    for each in rights.values():
        actions = each["Action"]
        if any(action.startswith("s3:") for action in actions):
            assert each["Resource"].startswith("arn:aws:s3:::floodgate-prod-media-")
        assert not any("s3:Delete" in action for action in actions)
    assert rights["TryTheRole"]["Resource"].endswith("/malware-protection-resource-validation-object")
    assert rights["Decrypt"]["Condition"]["StringEquals"] == {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}


def test_aws_lets_nobody_read_what_was_not_found_clean() -> None:
    found = statements(scanned("aws"), "aws:s3/bucketPolicy:BucketPolicy", "media-bucket")
    assert set(found) == {"TlsOnly", "OnlyCleanObjects", "OnlyTheScanSays"}
    deny = found["OnlyCleanObjects"]
    assert deny["Effect"] == "Deny"
    assert deny["Principal"] == "*"
    assert deny["Condition"]["StringNotEquals"]["s3:ExistingObjectTag/GuardDutyMalwareScanStatus"] == (
        "NO_THREATS_FOUND"
    )
    assert deny["Condition"]["ArnNotEquals"] == {"aws:PrincipalArn": ROLE}
    assert found["OnlyTheScanSays"]["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": ROLE}}


def test_aws_tells_the_queue_of_results_and_people_of_malware() -> None:
    resources = scanned("aws")
    rule = only(resources, "aws:cloudwatch/eventRule:EventRule").inputs
    pattern = json.loads(rule["eventPattern"])
    assert pattern["detail-type"] == ["GuardDuty Malware Protection Object Scan Result"]
    assert pattern["detail"]["s3ObjectDetails"]["bucketName"][0].startswith("floodgate-prod-media")
    alarms = {alarm.name: alarm.inputs for alarm in of_type(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")}
    assert sorted(alarms) == ["media-malware", "media-undelivered", "media-unscanned", "media-unseen"]
    assert alarms["media-undelivered"]["dimensions"] == {"RuleName": rule["name"]}
    assert alarms["media-malware"]["threshold"] == 0
    assert alarms["media-malware"]["dimensions"]["Resource Name"].startswith("floodgate-prod-media")


def test_alicloud_tells_the_queue_of_every_new_object() -> None:
    rule = only(scanned("alicloud"), "alicloud:message/serviceEventRule:ServiceEventRule").inputs
    assert rule["endpoint"] == {"endpointType": "queue", "endpointValue": "uploads"}
    assert "ObjectCreated:PutObject" in rule["eventTypes"]
    assert "ObjectCreated:CompleteMultipartUpload" in rule["eventTypes"]
    (match,) = rule["matchRules"][0]
    assert match["name"].startswith("acs:oss:cn-hangzhou:1234567890123456:floodgate-prod-media")
    assert match["matchState"] == "true"


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_what_the_cdn_publishes_is_not_scanned(cloud: str) -> None:
    with pytest.raises(InvalidArgument, match="scan must not be given with served_by_edge"):
        scanned(cloud, served_by_edge=True)


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_a_bucket_of_the_shop_s_own_files_is_not_scanned(cloud: str) -> None:
    names = {resource.name for resource in build_sample(cloud, Bucket)[0]}
    assert not {name for name in names if "scan" in name}
