"""Which time a plan is made for: the one that is asked for, the one of the stack, or now."""

from __future__ import annotations

from datetime import UTC, datetime

from infra.settings.problem import Problem, SettingsError
from infra.settings.settings import Settings

_ALLOWED = "a day, or a day and a time, UTC unless it says otherwise"


def clock_of(settings: Settings, at: datetime | None = None) -> datetime:
    """`at`, or `floodgate:clock` of the stack, or now, cut to the full hour: so that two runs plan the same."""
    if at is not None:
        return at
    if settings.config.clock is not None:
        return datetime.fromisoformat(settings.config.clock).replace(tzinfo=UTC)
    return now().replace(minute=0, second=0, microsecond=0)


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def read_time(text: str | None, option: str = "--at") -> datetime | None:
    """A time from the command line, in UTC: `2027-11-10`, `2027-11-10 12:00`, `2027-11-10T12:00+01:00`; None
    stays.

    Raises:
        SettingsError: it is no time.
    """
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            [
                Problem(
                    file=option,
                    line=None,
                    path="",
                    what="is not a time",
                    given=text,
                    allowed=_ALLOWED,
                    fix="write it like 2027-11-10 12:00",
                )
            ]
        ) from None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
