"""What is specific to dashboards, the audit trail, backups and budgets on AWS."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.audit_trail import AuditTrail
from components.aws.audit_events import AUDIT_EVENTS
from components.aws.backup import build_backup
from components.aws.dashboard import build_dashboard, layout
from components.backup import Backup, BackupSource, StoreKind
from components.budget import Budget
from components.dashboard import Dashboard
from components.logs import LogTarget
from infra.preview.plan import Resource
from tests.components.cases import resources_of
from tests.components.harness import AWS, known, of_type, only, provision
from tests.components.samples import samples

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
BUCKET = "aws:s3/bucket:Bucket"
FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
TRAIL = "aws:cloudtrail/trail:Trail"


build = partial(resources_of, "aws")


def named(resources: list[Resource], type_: str) -> dict[str, Resource]:
    return {resource.name: resource for resource in of_type(resources, type_)}


# --- dashboard ---


def known_dashboard(**changes: Any) -> list[dict[str, Any]]:
    name, make = samples("aws")[Dashboard]

    def args() -> Any:
        known_args = replace(
            make(),
            load_balancers={"public": known("app/public/1")},
            pools={f"service-{index}": known(f"group-{index}") for index in range(5)},
            databases={"orders": known("orders-db")},
            caches={"shop": known("shop-cache")},
            logs={"orders": LogTarget(name=known("/shop/orders"), arn=known("arn"))},
        )
        return replace(known_args, **changes)

    resources, _ = provision(Dashboard, name, args, partial(build_dashboard, AWS))
    body = only(resources, "aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"]
    widgets: list[dict[str, Any]] = json.loads(body)["widgets"]
    return widgets


def test_widgets_lie_on_the_grid_without_overlap() -> None:
    cells: set[tuple[int, int]] = set()
    for widget in known_dashboard():
        assert widget["x"] + widget["width"] <= 24
        columns = range(widget["x"], widget["x"] + widget["width"])
        own = {(x, y) for x in columns for y in range(widget["y"], widget["y"] + widget["height"])}
        assert not own & cells
        cells |= own


def test_layout_shares_a_row_and_goes_down() -> None:
    placed = layout([(1, [{"type": "text"}]), (6, [{"type": "metric"}, {"type": "metric"}])])
    assert [(w["x"], w["y"], w["width"], w["height"]) for w in placed] == [
        (0, 0, 24, 1),
        (0, 1, 12, 6),
        (12, 1, 12, 6),
    ]


def test_dashboard_shows_what_it_is_given() -> None:
    text = json.dumps(known_dashboard())
    for word in ("app/public/1", "group-4", "orders-db", "shop-cache", "fulfilment", "SOURCE '/shop/orders' | "):
        assert word in text


def test_dashboard_of_an_empty_shop_is_valid() -> None:
    nothing: dict[str, Any] = {}
    widgets = known_dashboard(
        load_balancers=nothing, pools=nothing, databases=nothing, caches=nothing, queues=nothing, logs=nothing
    )
    assert {widget["type"] for widget in widgets} == {"text"}


# --- audit trail ---


def test_trail_records_everything_everywhere_and_proves_it() -> None:
    resources = build(AuditTrail)
    trail = only(resources, TRAIL)
    for flag in ("isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation", "enableLogging"):
        assert trail.inputs[flag] is True
    assert trail.inputs["cloudWatchLogsGroupArn"].endswith(":log-group:/aws/cloudtrail/floodgate-prod-audit:*")
    policies = {p.urn for p in of_type(resources, "aws:s3/bucketPolicy:BucketPolicy") if p.name == "audit-records"}
    assert policies <= set(trail.depends_on)
    assert only(resources, "aws:iam/rolePolicy:RolePolicy").urn in trail.depends_on


def test_bucket_of_the_trail_admits_this_trail_only() -> None:
    resources = build(AuditTrail)
    policy = named(resources, "aws:s3/bucketPolicy:BucketPolicy")["audit-records"]
    found = {statement["Sid"]: statement for statement in json.loads(policy.inputs["policy"])["Statement"]}
    assert list(found) == ["TlsOnly", "TrailChecks", "TrailWrites"]
    arn = f"arn:aws:cloudtrail:eu-central-1:123456789012:trail/{only(resources, TRAIL).inputs['name']}"
    for sid in ("TrailChecks", "TrailWrites"):
        assert found[sid]["Condition"]["StringEquals"]["aws:SourceArn"] == arn


def test_records_cannot_be_deleted_before_their_time() -> None:
    resources = build(AuditTrail)
    bucket = named(resources, BUCKET)["audit-records"]
    assert bucket.inputs["objectLockEnabled"] is True
    assert bucket.options["protect"] is True
    retention = only(resources, LOCK).inputs["rule"]["defaultRetention"]
    assert retention == {"mode": "GOVERNANCE", "days": 400}


def test_disposable_trail_can_be_destroyed() -> None:
    resources = build(AuditTrail, disposable=True)
    assert of_type(resources, LOCK) == []
    for bucket in of_type(resources, BUCKET):
        assert bucket.inputs["forceDestroy"] is True
        assert "protect" not in bucket.options
    assert "protect" not in only(resources, TRAIL).options


def test_bucket_of_the_trail_logs_who_reads_it() -> None:
    logging = only(build(AuditTrail), "aws:s3/bucketLogging:BucketLogging").inputs
    assert logging["targetBucket"] != logging["bucket"]


def test_every_audit_event_is_counted_and_told() -> None:
    resources = build(AuditTrail)
    counted = {
        (f.inputs["metricTransformation"]["namespace"], f.inputs["metricTransformation"]["name"])
        for f in of_type(resources, FILTER)
    }
    told = {(alarm.inputs["namespace"], alarm.inputs["metricName"]) for alarm in of_type(resources, ALARM)}
    assert counted == told
    assert len(told) == len(AUDIT_EVENTS) == 15


@pytest.mark.parametrize("event", AUDIT_EVENTS, ids=lambda event: str(event.role))
def test_patterns_are_well_formed(event: Any) -> None:
    assert len(event.pattern) <= 1024
    assert event.pattern.startswith("{ ")
    assert event.pattern.endswith(" }")
    assert event.pattern.count("(") == event.pattern.count(")")


# --- backup ---


def test_stores_are_copied_daily_into_a_locked_vault() -> None:
    resources = build(Backup)
    (rule,) = only(resources, "aws:backup/plan:Plan").inputs["rules"]
    assert rule["schedule"] == "cron(0 18 * * ? *)"
    assert rule["lifecycle"] == {"deleteAfter": 35}
    lock = only(resources, "aws:backup/vaultLockConfiguration:VaultLockConfiguration").inputs
    assert lock["minRetentionDays"] == 35
    # With it, the lock could never be undone
    assert "changeableForDays" not in lock
    assert only(resources, "aws:backup/vault:Vault").options["protect"] is True
    assert len(only(resources, "aws:backup/selection:Selection").inputs["resources"]) == 3


def test_disposable_vault_can_be_destroyed() -> None:
    resources = build(Backup, disposable=True, locked=False)
    vault = only(resources, "aws:backup/vault:Vault")
    assert vault.inputs["forceDestroy"] is True
    assert "protect" not in vault.options
    assert of_type(resources, "aws:backup/vaultLockConfiguration:VaultLockConfiguration") == []


def test_names_fit_the_service() -> None:
    """AWS Backup takes 50 characters."""
    name, make = samples("aws")[Backup]
    long = f"{name}-{'of-a-shop-with-a-long-name-' * 2}"
    resources, _ = provision(Backup, long, make, partial(build_backup, AWS))
    for type_ in ("aws:backup/vault:Vault", "aws:backup/selection:Selection"):
        assert len(only(resources, type_).inputs["name"]) <= 50


def test_rights_on_buckets_only_where_there_are_buckets() -> None:
    def attached(resources: list[Resource]) -> set[str]:
        attachments = of_type(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        return {attachment.inputs["policyArn"].rpartition("/")[2] for attachment in attachments}

    assert "AWSBackupServiceRolePolicyForS3Backup" in attached(build(Backup))
    tables = {"carts": BackupSource(kind=StoreKind.TABLE, id="carts", arn="arn:aws:dynamodb:::carts")}
    assert attached(build(Backup, sources=tables)) == {
        "AWSBackupServiceRolePolicyForBackup",
        "AWSBackupServiceRolePolicyForRestores",
    }


def test_copies_that_fail_or_never_start_are_noticed() -> None:
    """AWS Backup passes over services that the account has not switched on, without a failure."""
    found = named(build(Backup), ALARM)
    assert found["backup-failed"].inputs["metricName"] == "NumberOfBackupJobsFailed"
    missed = found["backup-missed"].inputs
    assert (missed["threshold"], missed["treatMissingData"]) == (3, "breaching")
    assert missed["comparisonOperator"] == "LessThanThreshold"
    assert "backup-missed" not in named(build(Backup, disposable=True), ALARM)


# --- budget ---


def test_people_hear_of_costs_before_the_limit() -> None:
    budget = only(build(Budget), "aws:budgets/budget:Budget").inputs
    assert (budget["limitAmount"], budget["limitUnit"]) == ("20000", "USD")
    told = {(n["notificationType"], n["threshold"]) for n in budget["notifications"]}
    assert told == {("ACTUAL", 80), ("FORECASTED", 100)}
    assert all(n["subscriberEmailAddresses"] == ["finance@shop.example"] for n in budget["notifications"])


def test_budget_counts_this_stack_only() -> None:
    (cost_filter,) = only(build(Budget), "aws:budgets/budget:Budget").inputs["costFilters"]
    assert cost_filter == {"name": "TagKeyValue", "values": ["user:project$floodgate", "user:environment$prod"]}


def test_unusual_costs_are_told() -> None:
    resources = build(Budget)
    monitor = only(resources, "aws:costexplorer/anomalyMonitor:AnomalyMonitor").inputs
    # An account has room for one monitor of the kind DIMENSIONAL
    assert monitor["monitorType"] == "CUSTOM"
    assert json.loads(monitor["monitorSpecification"])["Tags"]["Values"] == ["floodgate"]
    subscription = only(resources, "aws:costexplorer/anomalySubscription:AnomalySubscription").inputs
    assert subscription["thresholdExpression"]["dimension"]["values"] == ["400"]
    assert subscription["subscribers"] == [{"type": "EMAIL", "address": "finance@shop.example"}]
