"""Which backup plans copy a store: AWS Backup selections, Cloud Backup bindings and plans, snapshot policies."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from policies.reading.backup_schedule import repeats_daily, runs_daily
from policies.reading.backup_selection import selects
from policies.view import NotEvaluated, View

PLAN = "aws:backup/plan:Plan"
POLICY = "alicloud:hbr/policy:Policy"
_SELECTION = "aws:backup/selection:Selection"
_BINDING = "alicloud:hbr/policyBinding:PolicyBinding"
_OSS_PLAN = "alicloud:hbr/ossBackupPlan:OssBackupPlan"
_OTS_PLAN = "alicloud:hbr/otsBackupPlan:OtsBackupPlan"
_OTS_TABLE = "alicloud:ots/table:Table"
_ATTACHMENT = "alicloud:ecs/ecsAutoSnapshotPolicyAttachment:EcsAutoSnapshotPolicyAttachment"
_DISK_ATTACHMENT = "alicloud:ecs/ecsDiskAttachment:EcsDiskAttachment"
_INSTANCE = "alicloud:ecs/instance:Instance"
_SNAPSHOT_POLICY = "alicloud:ecs/autoSnapshotPolicy:AutoSnapshotPolicy"
_DEFAULT_SCHEDULE = "cron(0 5 ? * * *)"
"""What AWS Backup runs a rule without schedule by. Source: AWS Backup API reference, BackupRuleInput, 2026-11."""
_WEEK = 7
_ARN_PARTS = 6


@dataclass(frozen=True)
class Copies:
    """What one rule of a plan does for a store."""

    plan: str
    """The plan's logical name."""
    daily: bool
    days: float
    """How long a copy is kept; infinite where nothing deletes it."""


def copies(store: View) -> Iterator[Copies]:
    """The rules of plans that copy the whole store. What is sure comes first: stop when enough is found.

    Raises:
        NotEvaluated: at the end, where a further plan may or may not copy it.
    """
    unsure: NotEvaluated | None = None
    for read in _READERS[store.type](store):
        try:
            yield from list(read())
        except NotEvaluated as reason:
            unsure = unsure or reason
    if unsure:
        raise unsure


def copy_place(action: View) -> tuple[str, str]:
    """Region and account that a `copyActions` entry of a Plan copies to.

    Raises:
        NotEvaluated: the vault is not known, or what names it is no ARN.
    """
    arn = str(action.get("destinationVaultArn"))
    parts = arn.split(":")
    if len(parts) < _ARN_PARTS:
        raise NotEvaluated(f"`{action.path}.destinationVaultArn` is no ARN: {arn}")
    return parts[3], parts[4]


Reader = Callable[[], Iterator[Copies]]


def _selections(store: View) -> Iterator[Reader]:
    for selection in store.all(_SELECTION):
        yield partial(_selected, selection, store)


def _selected(selection: View, store: View) -> Iterator[Copies]:
    if not selects(selection, store):
        return
    plans = selection.targets("planId", PLAN)
    if not plans:
        raise NotEvaluated(f"the plan of Selection {selection.name} is not in this stack")
    for plan in plans:
        for rule in plan.each("rules"):
            yield Copies(
                plan.name,
                runs_daily(rule.get("schedule", _DEFAULT_SCHEDULE)),
                float(rule.get("lifecycle.deleteAfter", math.inf)),
            )


def _bucket_plans(bucket: View) -> Iterator[Reader]:
    yield from _bindings(bucket)
    for plan in bucket.referring(_OSS_PLAN, "bucket"):
        yield partial(_of_oss_plan, plan)


def _table_plans(instance: View) -> Iterator[Reader]:
    yield from _bindings(instance)
    for plan in instance.referring(_OTS_PLAN, "instanceName"):
        yield partial(_of_ots_plan, plan, instance)


def _bindings(store: View) -> Iterator[Reader]:
    for binding in store.referring(_BINDING, "dataSourceId"):
        yield partial(_bound, binding)


def _bound(binding: View) -> Iterator[Copies]:
    partly = binding.has("source")  # a prefix of the bucket
    if partly or binding.get("disabled", False) is True:
        return
    policies = binding.targets("policyId", POLICY)
    if not policies:
        raise NotEvaluated(f"the policy of PolicyBinding {binding.name} is not in this stack")
    for policy in policies:
        for rule in policy.each("rules"):
            if rule.get("ruleType") == "BACKUP":
                yield Copies(
                    policy.name, repeats_daily(str(rule.get("schedule"))), float(rule.get("retention", 0))
                )


def _of_oss_plan(plan: View) -> Iterator[Copies]:
    if not plan.has("prefix") and plan.get("disabled", False) is not True:
        yield Copies(plan.name, repeats_daily(str(plan.get("schedule"))), float(plan.get("retention", 0)))


def _of_ots_plan(plan: View, instance: View) -> Iterator[Copies]:
    if plan.get("disabled", False) is True:
        return
    listed = {table for details in plan.each("otsDetails") for table in details.values("tableNames")}
    tables = {table.get("tableName") for table in instance.referring(_OTS_TABLE, "instanceName")}
    if listed and tables - listed:
        return
    rules = list(plan.each("rules")) or [plan]
    for rule in rules:
        if rule is plan or rule.get("disabled", False) is not True:
            kept = rule.get("retention", plan.get("retention", 0))
            yield Copies(plan.name, repeats_daily(str(rule.get("schedule"))), float(kept))


def _snapshots(disk: View) -> Iterator[Reader]:
    for attachment in disk.referring(_ATTACHMENT, "diskId"):
        yield partial(_of_snapshot_policy, attachment)
    for instance in _instances(disk):
        for binding in instance.referring(_BINDING, "dataSourceId"):
            yield partial(_with_its_instance, binding)


def _instances(disk: View) -> Iterator[View]:
    if disk.has("instanceId"):
        yield from disk.targets("instanceId", _INSTANCE)
    for attachment in disk.referring(_DISK_ATTACHMENT, "diskId"):
        yield from attachment.targets("instanceId", _INSTANCE)


def _with_its_instance(binding: View) -> Iterator[Copies]:
    """A whole instance is copied with its disks, unless some are chosen."""
    if binding.get("sourceType") != "UDM_ECS":
        return
    if any(binding.has(f"advancedOptions.udmDetail.{path}") for path in ("diskIdLists", "excludeDiskIdLists")):
        raise NotEvaluated(f"PolicyBinding {binding.name} chooses some disks of its instance")
    yield from _bound(binding)


def _of_snapshot_policy(attachment: View) -> Iterator[Copies]:
    policies = attachment.targets("autoSnapshotPolicyId", _SNAPSHOT_POLICY)
    if not policies:
        raise NotEvaluated(f"the snapshot policy of {attachment.name} is not in this stack")
    for policy in policies:
        days = float(policy.get("retentionDays", 0))
        yield Copies(
            policy.name, len(set(policy.values("repeatWeekdays"))) == _WEEK, math.inf if days < 0 else days
        )


_READERS: Mapping[str, Callable[[View], Iterator[Reader]]] = {
    "aws:rds/cluster:Cluster": _selections,
    "aws:rds/instance:Instance": _selections,
    "aws:dynamodb/table:Table": _selections,
    "aws:s3/bucket:Bucket": _selections,
    "aws:ebs/volume:Volume": _selections,
    "alicloud:oss/bucket:Bucket": _bucket_plans,
    "alicloud:ots/instance:Instance": _table_plans,
    "alicloud:ecs/ecsDisk:EcsDisk": _snapshots,
}
