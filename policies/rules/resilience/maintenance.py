"""Stores patch themselves, and not while customers shop."""

from __future__ import annotations

from collections.abc import Callable

from policies.checks import is_true
from policies.facts import Environment
from policies.reading.windows import window
from policies.rule import LIVE, Area, Check, Outcome, Rule, Severity
from policies.view import View

Part = Callable[[View], Outcome]


def _all(*parts: Part) -> Check:
    """The first objection."""

    def check(store: View) -> Outcome:
        return next((outcome for part in parts if (outcome := part(store))), None)

    return check


def _quiet(path: str) -> Part:
    """The window at `path` is set and outside the trading hours."""

    def part(store: View) -> Outcome:
        return _outside(store, path, store.get(path))

    return part


def _quiet_snapshots(cache: View) -> Outcome:
    """That there is a window, data-cache-backup judges."""
    window_ = cache.get("snapshotWindow")
    if not window_ or float(cache.get("snapshotRetentionLimit", 0)) == 0:
        return None
    return _outside(cache, "snapshotWindow", window_)


def _quiet_between(cache: View) -> Outcome:
    start, end = cache.get("maintainStartTime"), cache.get("maintainEndTime")
    return _outside(cache, "maintainStartTime", f"{start}-{end}" if start and end else None)


def _outside(store: View, path: str, text: str | None) -> Outcome:
    if not text:
        return f"`{path}` is not set: the provider chooses the hour"
    facts = store.stack.facts
    if not window(text).in_trading_hours(facts):
        return None
    first, last = facts.peak_hours
    return f"`{path}` {text} is in the trading hours, {first} to {last} o'clock at UTC{facts.utc_offset_hours:+d}"


def _patient(store: View) -> Outcome:
    if store.stack.facts.environment is Environment.PROD and store.get("applyImmediately", False) is True:
        return "`applyImmediately` is true: a change restarts it in the middle of the day"
    return None


def _minor_versions(path: str, on: object, default: object) -> Part:
    def part(store: View) -> Outcome:
        value = store.get(path, default)
        return None if value == on else f"`{path}` is {'not set' if value is None else repr(value)}"

    return part


_upgrades = is_true("autoMinorVersionUpgrade", default=True)


RULES = (
    Rule(
        id="resilience-patching-and-maintenance",
        title="Stores install minor versions by themselves, outside the trading hours",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A store that is never patched keeps known holes, and one that is patched at eight in the evening "
        "fails over in the hour in which the shop sells most.",
        remediation="build stores with Database and Cache, which take the night of their region for "
        "maintenance; for others set the window and automatic minor upgrades, and leave `applyImmediately` "
        "false",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
        checks={
            "aws:rds/instance:Instance": _all(_upgrades, _patient, _quiet("maintenanceWindow")),
            "aws:rds/clusterInstance:ClusterInstance": _all(
                _upgrades, _patient, _quiet("preferredMaintenanceWindow")
            ),
            "aws:rds/cluster:Cluster": _all(_upgrades, _patient, _quiet("preferredMaintenanceWindow")),
            "aws:elasticache/replicationGroup:ReplicationGroup": _all(
                _upgrades, _patient, _quiet("maintenanceWindow"), _quiet_snapshots
            ),
            # The window of OpenSearch is ten hours long and its updates are blue/green: the hour decides nothing
            "aws:opensearch/domain:Domain": is_true("softwareUpdateOptions.autoSoftwareUpdateEnabled"),
            "alicloud:rds/instance:Instance": _all(
                _minor_versions("autoUpgradeMinorVersion", "Auto", "Auto"), _quiet("maintainTime")
            ),
            "alicloud:polardb/cluster:Cluster": _quiet("maintainTime"),
            "alicloud:kvstore/instance:Instance": _all(
                _minor_versions("isAutoUpgradeOpen", "1", None), _quiet_between
            ),
            "alicloud:redis/tairInstance:TairInstance": _quiet_between,
        },
        environments=LIVE,
    ),
)
