"""When a region sleeps: the hours in which stores may be backed up and patched, far from its evening peak."""

from __future__ import annotations

from dataclasses import dataclass

from components.local_time import utc_offset_hours

_BACKUP_HOUR = 2
_LAST_HOUR = 22
"""PolarDB refuses a maintenance window that ends at midnight UTC."""


@dataclass(frozen=True, kw_only=True)
class Hour:
    """One hour of every day, UTC."""

    start: str
    """`HH:00Z`."""
    end: str

    @property
    def span(self) -> str:
        """`HH:00Z-HH:00Z`."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """The two hours of a region; they do not overlap."""

    backup: Hour
    """02:00 to 03:00 local time."""
    maintenance: Hour
    """03:00 to 04:00 local time."""


def quiet_hours(region: str) -> QuietHours:
    """The hours of a region."""
    offset = utc_offset_hours(region)
    start = min((_BACKUP_HOUR - offset) % 24, _LAST_HOUR - 1)
    return QuietHours(backup=_hour(start), maintenance=_hour(start + 1))


def _hour(start: int) -> Hour:
    return Hour(start=f"{start:02}:00Z", end=f"{start + 1:02}:00Z")
