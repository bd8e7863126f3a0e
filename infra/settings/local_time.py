"""Times as clocks show them, in zones whose clocks change twice a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from infra.settings.problem import did_you_mean
from infra.settings.words import Fault


def zone_fault(name: str) -> Fault | None:
    """What is wrong with the name of a zone, if anything."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return {
            "what": "is not in the time zone database",
            "given": name,
            "allowed": "names such as Europe/Berlin, Asia/Shanghai or UTC",
            "fix": did_you_mean(name, sorted(available_timezones()), "name the zone by a large city in it"),
        }
    return None


def moment_fault(moment: str, zone: str) -> Fault | None:
    """What is wrong with a moment in a zone that exists, if anything."""
    try:
        local = datetime.fromisoformat(moment)
    except ValueError as error:
        return {"what": f"is no time: {error}", "given": moment, "fix": "write it like 2027-11-10 20:00"}
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return None
    what = "is there twice" if first < second else "is not there"
    return {
        "what": f"{what} in {zone}: clocks are changed then",
        "given": moment,
        "fix": "take a time two hours earlier or later",
    }


def utc(moment: str, zone: str) -> datetime:
    """A moment without a fault, in UTC."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end(moment: str, zone: str, hours: float) -> datetime:
    """So many hours later, in UTC: hours that pass, whatever clocks do."""
    return utc(moment, zone) + timedelta(hours=hours)
