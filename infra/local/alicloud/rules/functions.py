"""Functions: sizes that there are, and times at which they start.

Source: terraform-provider-alicloud, docs/fcv3_function, `cpu` and `memory_size`; Function Compute documentation,
"Time triggers"; 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_STEPS_PER_CPU = 20
_MIB_STEP = 64
_MIB_PER_GIB = 1024
_LEAST_GIB, _MOST_GIB = 1, 4
"""Memory for each vCPU."""
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("seconds", 0, 59, ()),
    ("minutes", 0, 59, ()),
    ("hours", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 6, _DAYS),
)
_EVERY = re.compile(r"@every [1-9]\d*[smh]")
_CONFIG = "triggerConfig"


def sizes(case: Case) -> Iterator[Finding]:
    """Processors and memory come in steps, and go together."""
    cpu, memory = case.number("cpu"), case.number("memorySize")
    if cpu is not None and abs(cpu * _STEPS_PER_CPU - round(cpu * _STEPS_PER_CPU)) > 1e-6:
        yield case.refuse("cpu", "must be a multiple of 0.05", cpu)
    if memory is not None and memory % _MIB_STEP:
        yield case.refuse("memorySize", f"must be a multiple of {_MIB_STEP} MB", memory)
    if cpu and memory and not _LEAST_GIB <= memory / _MIB_PER_GIB / cpu <= _MOST_GIB:
        least, most = (cpu * each * _MIB_PER_GIB for each in (_LEAST_GIB, _MOST_GIB))
        yield case.refuse("memorySize", f"must be from {least:g} to {most:g} MB with {cpu:g} vCPU", memory)


def timer(case: Case) -> Iterator[Finding]:
    """A timer says when, as a cron expression of six fields or as an interval."""
    given = case.value(_CONFIG)
    if case.value("triggerType") != "timer" or given is None:
        return
    try:
        said = json.loads(str(given))
    except ValueError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("cronExpression"), str):
        yield case.refuse(_CONFIG, "must be a JSON object with cronExpression", given)
    elif problem := _cron(said["cronExpression"]):
        yield case.refuse(_CONFIG, problem, said["cronExpression"])


def _cron(text: str) -> str:
    """What is wrong with it; empty if nothing is."""
    if _EVERY.fullmatch(text):
        return ""
    fields = text.split()
    if fields and fields[0].startswith("CRON_TZ="):
        try:
            ZoneInfo(fields[0].removeprefix("CRON_TZ="))
        except (ValueError, ZoneInfoNotFoundError):
            return "has a time zone that is not in the IANA database"
        fields = fields[1:]
    if len(fields) != len(_FIELDS):
        return f"must have 6 fields (seconds minutes hours day month weekday), has {len(fields)}"
    for field, rule in zip(fields, _FIELDS, strict=True):
        if not all(_item(item, rule) for item in field.split(",")):
            return f"has {field} as {rule[0]}, must be from {rule[1]} to {rule[2]}"
    return ""


def _item(item: str, rule: tuple[str, int, int, tuple[str, ...]]) -> bool:
    _, low, high, words = rule
    span, slash, step = item.partition("/")
    if slash and not (step.isdecimal() and int(step) > 0):
        return False
    if span in ("*", "?"):
        return True
    return all(
        end.upper() in words or (end.isdecimal() and low <= int(end) <= high)
        for end in span.split("-", maxsplit=1)
    )
