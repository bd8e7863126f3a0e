"""When a region sleeps: the windows in which stores may be backed up and patched, far from its evening peak."""

from __future__ import annotations

from dataclasses import dataclass

_UTC_OFFSETS = {
    "af-": 2,
    "ap-northeast-": 9,
    "ap-southeast-": 8,
    "ap-east-": 8,
    "ap-south-": 5,
    "ca-west-": -7,
    "ca-": -5,
    "eu-": 1,
    "il-": 2,
    "me-": 3,
    "mx-": -6,
    "sa-": -3,
    "us-east-": -5,
    "us-west-": -8,
}
"""Hours ahead of UTC where most customers of a region live, standard time; the first prefix that fits counts. One
or two hours off do no harm. Source, as of 2026-11: AWS General Reference, "AWS Regions" (locations)."""

_BACKUP_HOUR = 3
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """Windows in UTC, as RDS and ElastiCache take them; they do not overlap, which both services demand."""

    start_hour: int
    """03:00 local time."""
    backup: str
    """Daily, `hh:mm-hh:mm`: 03:00 to 04:00 local time."""
    maintenance: str
    """Weekly, `ddd:hh:mm-ddd:hh:mm`: Wednesday, 04:30 to 05:30 local time. Sales start around weekends."""


def quiet_hours(region: str) -> QuietHours:
    """The windows of a region; one that is not in the table is treated as if it were at Greenwich."""
    offset = next((hours for prefix, hours in _UTC_OFFSETS.items() if region.startswith(prefix)), 0)
    start = (_BACKUP_HOUR - offset) % 24
    wednesday = _DAYS.index("wed") * 24
    return QuietHours(
        start_hour=start,
        backup=f"{start:02}:00-{(start + 1) % 24:02}:00",
        maintenance=f"{_moment(wednesday + 4 - offset)}-{_moment(wednesday + 5 - offset)}",
    )


def _moment(hours: int) -> str:
    """Half past an hour of the week."""
    return f"{_DAYS[hours // 24]}:{hours % 24:02}:30"
