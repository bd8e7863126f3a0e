"""Sessions of every hour, as a query over the lake gives them (docs/forecast.md)."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

COLUMNS = ("hour", "sessions")
_MOST_TOLD = 20
_MOST_HOURS = 24 * 366 * 10


class HoursError(Exception):
    """The hours cannot be read, or say too little."""


def read_hours(file: Path) -> dict[datetime, float]:
    """Start of the hour, UTC -> sessions that began in it.

    Raises:
        HoursError: with everything that is wrong with the file.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise HoursError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise HoursError(f"{file} is not UTF-8; write it as CSV in UTF-8") from None
    try:
        rows = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as error:
        raise HoursError(f"{file} is not CSV: {error}") from None
    return _hours(rows, file)


def _hours(rows: list[list[str]], file: Path) -> dict[datetime, float]:
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise HoursError(
            f"{file}:1: has no column {', '.join(missing)}\n"
            f"  given:   {', '.join(filter(None, header)) or 'nothing'}\n"
            f"  allowed: {', '.join(COLUMNS)}; others are not looked at\n"
            "  fix:     let the query name them so (docs/forecast.md)"
        )
    places = {column: header.index(column) for column in COLUMNS}
    found: dict[datetime, float] = {}
    wrong: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        problems = list(_read(row, places, found))
        wrong += [f"{file}:{line}: {problem}" for problem in problems]
    if len(found) > _MOST_HOURS:
        wrong.append(f"{file}: has {len(found):,} hours, at most {_MOST_HOURS:,} (ten years)")
    if wrong:
        more = [f"and {len(wrong) - _MOST_TOLD:,} more"] if len(wrong) > _MOST_TOLD else []
        raise HoursError("\n".join([*wrong[:_MOST_TOLD], *more]))
    return found


def _read(row: list[str], places: Mapping[str, int], found: dict[datetime, float]) -> Iterable[str]:
    """Puts one row into `found`, or says what is wrong with it."""
    if len(row) <= max(places.values()):
        yield f"has {len(row)} cells, the first line has more"
        return
    hour, problem = _hour(row[places["hour"]].strip())
    if hour is None:
        yield problem
        return
    sessions = _sessions(row[places["sessions"]].strip())
    if sessions is None:
        yield f"`sessions` is {row[places['sessions']]!r}, must be a number of 0 or more"
    elif hour in found:
        yield f"`hour` {hour:%Y-%m-%dT%H:%MZ} is there twice; let the query group by hour"
    else:
        found[hour] = sessions


def _hour(text: str) -> tuple[datetime | None, str]:
    form = "must be the start of an hour, UTC, such as 2027-01-04T05:00:00Z"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, f"`hour` is {text!r}, {form}"
    if moment.tzinfo is None:
        return None, f"`hour` {text} says no time zone, {form}"
    moment = moment.astimezone(UTC)
    if (moment.minute, moment.second, moment.microsecond) != (0, 0, 0):
        return None, f"`hour` {text} is not the start of an hour, {form}"
    return moment, ""


def _sessions(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
