"""Disks and logs: nothing is stored at twice the price it needs to cost."""

from __future__ import annotations

from collections.abc import Iterable

from policies.reading.bucket_role import holds_records
from policies.reading.buckets import S3
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_OLD_EBS = {"gp2", "io1", "standard"}
"""gp3 costs a fifth less than gp2 at the same size; io2 costs what io1 does and lasts longer."""
_OLD_DISKS = {"cloud", "cloud_efficiency", "cloud_ssd", "ephemeral_ssd"}
_WORTH_DAYS = 90
"""Cheaper classes bill 30 to 90 days at least, so what is deleted earlier gains nothing by them."""
_NO_LOGS = NotApplicable("no logs go into it; how its files are used decides their class")
_TOO_SHORT = NotApplicable(f"it keeps its logs for {_WORTH_DAYS} days or less, too short for a cheaper class")


def _old(type_: str, path: str) -> Outcome:
    return f"`{path}` is {type_}: gp3 costs less for the same" if type_ in _OLD_EBS else None


def _volume(volume: View) -> Outcome:
    return _old(volume.get("type", "gp2"), "type")


def _template(template: View) -> Outcome:
    disks = [mapping.at("ebs") for mapping in template.each("blockDeviceMappings") if mapping.has("ebs")]
    if not disks:
        return NotApplicable("the image decides about its disks")
    faults = (_old(disk.get("volumeType", "gp2"), f"{disk.path}.volumeType") for disk in disks)
    return next((fault for fault in faults if fault is not None), None)


def _instance(instance: View) -> Outcome:
    """Left out, it is io1 where `iops` is set, and gp2 otherwise."""
    kind = instance.get("storageType")
    if kind is None:
        kind = "io1" if instance.has("iops") else "gp2"
    return _old(kind, "storageType")


def _s3_lifecycle(lifecycle: View) -> Outcome:
    buckets = lifecycle.targets("bucket", S3)
    if not buckets:
        raise NotEvaluated("`bucket` is not in this stack, so what goes into it is not known")
    if not any(map(holds_records, buckets)):
        return _NO_LOGS
    rules = [rule for rule in lifecycle.each("rules") if rule.get("status") == "Enabled"]
    return _moved([rule.get("expiration.days") for rule in rules], rules)


def _oss_lifecycle(bucket: View) -> Outcome:
    if not holds_records(bucket):
        return _NO_LOGS
    rules = [rule for rule in bucket.each("lifecycleRules") if rule.get("enabled") is True]
    return _moved([end.get("days") for rule in rules for end in rule.each("expirations")], rules)


def _moved(kept_days: Iterable[object], rules: list[View]) -> Outcome:
    if any(0 < float(str(days or 0)) <= _WORTH_DAYS for days in kept_days):
        return _TOO_SHORT
    if any(rule.count("transitions") for rule in rules):
        return None
    return "no rule has `transitions`: logs that nobody reads stay in the dearest class"


def _disk(disk: View) -> Outcome:
    return _old_disk(disk.get("category", "cloud_efficiency"), "category")


def _ecs_template(template: View) -> Outcome:
    for path in ("systemDisk.category", "systemDiskCategory"):
        if template.has(path):
            return _old_disk(template.get(path), path)
    return NotApplicable("the instance type decides about its disk")


def _configuration(configuration: View) -> Outcome:
    return _old_disk(configuration.get("systemDiskCategory", "cloud_efficiency"), "systemDiskCategory")


def _old_disk(category: str, path: str) -> Outcome:
    if category not in _OLD_DISKS:
        return None
    return f"`{path}` is {category}: cloud_essd or cloud_auto does more for the same money"


def _log_store(store: View) -> Outcome:
    kept = float(store.get("retentionPeriod", 30))
    if kept < _WORTH_DAYS:
        return _TOO_SHORT
    hot = store.get("hotTtl")
    if hot is not None and float(hot) < kept:
        return None
    return f"`hotTtl` is {'not set' if hot is None else hot}: it keeps all of {kept:g} days ready for queries"


RULES = (
    Rule(
        id="cost-storage-class-and-volume-type",
        title="Disks are of the current types, and logs that are kept long move to a cheaper class",
        area=Area.COST,
        severity=Severity.LOW,
        why="Old disk types and a year of logs in the dearest class cost more every month and give nothing back.",
        remediation=(
            "ServicePool, Database, Bucket and Logs choose the cheaper ones; elsewhere set the volume type to gp3 "
            "(AWS) or cloud_essd, `transitions` on log buckets and `hotTtl` on log stores"
        ),
        source="https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
        checks={
            "aws:ebs/volume:Volume": _volume,
            "aws:ec2/launchTemplate:LaunchTemplate": _template,
            "aws:rds/instance:Instance": _instance,
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _s3_lifecycle,
            "alicloud:ecs/ecsDisk:EcsDisk": _disk,
            "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": _ecs_template,
            "alicloud:ess/scalingConfiguration:ScalingConfiguration": _configuration,
            "alicloud:oss/bucket:Bucket": _oss_lifecycle,
            "alicloud:log/store:Store": _log_store,
        },
        scope=Scope.STACK,
    ),
)
