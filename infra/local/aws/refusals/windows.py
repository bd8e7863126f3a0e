"""Daily and weekly windows of databases and caches: their form, length, and that they do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infra.local.aws.refusals.subject import Rule, Rules, Subject
from infra.local.contract import Finding

_DAY_MINUTES = 24 * 60
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAILY = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_WEEKLY = re.compile(
    rf"({'|'.join(_DAYS)}):([01]\d|2[0-3]):([0-5]\d)-({'|'.join(_DAYS)}):([01]\d|2[0-3]):([0-5]\d)"
)


@dataclass(frozen=True, kw_only=True)
class Window:
    """Minutes of a day, or of a week that begins on Monday; it may reach over the end."""

    start: int
    minutes: int


def daily(text: str) -> Window | None:
    """`02:00-03:00`; None for anything else."""
    found = _DAILY.fullmatch(text)
    if not found:
        return None
    numbers = [int(part) for part in found.groups()]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    return Window(start=start, minutes=(end - start) % _DAY_MINUTES)


def weekly(text: str) -> Window | None:
    """`sun:02:00-sun:03:00` in any case; None for anything else."""
    found = _WEEKLY.fullmatch(text.lower())
    if not found:
        return None
    day, hour, minute, end_day, end_hour, end_minute = found.groups()
    start = _DAYS.index(day) * _DAY_MINUTES + int(hour) * 60 + int(minute)
    end = _DAYS.index(end_day) * _DAY_MINUTES + int(end_hour) * 60 + int(end_minute)
    return Window(start=start, minutes=(end - start) % (7 * _DAY_MINUTES))


def overlap(every_day: Window, once_a_week: Window) -> bool:
    """Whether the daily window meets the weekly one on any day."""
    for day in range(-1, 8):
        start = day * _DAY_MINUTES + every_day.start
        if start < once_a_week.start + once_a_week.minutes and once_a_week.start < start + every_day.minutes:
            return True
    return False


def windows(backup_path: str, maintenance_path: str, least_minutes: int) -> Rule:
    """The rule about the two windows of a type."""

    def rule(subject: Subject) -> Iterator[Finding]:
        backup, maintenance = daily(subject.text(backup_path)), weekly(subject.text(maintenance_path))
        for path, window, form in (
            (backup_path, backup, "hh:mm-hh:mm"),
            (maintenance_path, maintenance, "ddd:hh:mm-ddd:hh:mm"),
        ):
            if subject.get(path) and window is None:
                yield subject.finding(path, f"must be a window {form} in UTC")
            elif window and window.minutes < least_minutes:
                what = f"must be at least {least_minutes} minutes long, is {window.minutes}"
                yield subject.finding(path, what)
        if backup and maintenance and overlap(backup, maintenance):
            what = f"must not overlap the backup window, {subject.text(backup_path)} every day"
            yield subject.finding(maintenance_path, what)

    return rule


RULES: Rules = {
    "aws:rds/cluster:Cluster": (windows("preferredBackupWindow", "preferredMaintenanceWindow", 30),),
    "aws:rds/clusterInstance:ClusterInstance": (
        windows("preferredBackupWindow", "preferredMaintenanceWindow", 30),
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": (windows("snapshotWindow", "maintenanceWindow", 60),),
}
"""Source of the lengths: API references of CreateDBCluster and CreateReplicationGroup, 2026-11."""
