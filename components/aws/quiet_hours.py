"""When a region sleeps: the windows in which stores may be backed up and patched, far from its evening peak."""

from __future__ import annotations

from dataclasses import dataclass

from components.local_time import utc_offset_hours

_BACKUP_HOUR = 3
_OFF_PEAK_HOUR = 23
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """Windows in UTC. Those that RDS and ElastiCache take do not overlap, which both services demand."""

    start_hour: int
    """03:00 local time."""
    backup: str
    """Daily, `hh:mm-hh:mm`: 03:00 to 04:00 local time."""
    maintenance: str
    """Weekly, `ddd:hh:mm-ddd:hh:mm`: Wednesday, 04:30 to 05:30 local time. Sales start around weekends."""
    off_peak_hour: int
    """23:00 local time: when the ten hours begin in which OpenSearch changes what needs new nodes."""


def quiet_hours(region: str) -> QuietHours:
    """The windows of a region."""
    offset = utc_offset_hours(region)
    start = (_BACKUP_HOUR - offset) % 24
    wednesday = _DAYS.index("wed") * 24
    return QuietHours(
        start_hour=start,
        backup=f"{start:02}:00-{(start + 1) % 24:02}:00",
        maintenance=f"{_moment(wednesday + 4 - offset)}-{_moment(wednesday + 5 - offset)}",
        off_peak_hour=(_OFF_PEAK_HOUR - offset) % 24,
    )


def _moment(hours: int) -> str:
    """Half past an hour of the week."""
    return f"{_DAYS[hours // 24]}:{hours % 24:02}:30"
