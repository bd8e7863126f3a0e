"""Scheduled actions of auto scaling groups: -1 leaves a size as it is, and the API then wants no number at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_SIZES = {"minSize": "MinSize", "maxSize": "MaxSize", "desiredCapacity": "DesiredCapacity"}
_TIMES = ("StartTime", "EndTime")
_UNCHANGED = -1


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """Only the sizes that the action changes."""
    return {key: value for key, value in inputs.items() if not (key in _SIZES and value == _UNCHANGED)}


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """What it leaves as it is as -1, times as the provider writes them."""
    times = {key: _written(record[key]) for key in _TIMES if record.get(key)}
    return {**dict.fromkeys(_SIZES.values(), _UNCHANGED), **record, **times}


def _written(time: datetime | str) -> str:
    at = time if isinstance(time, datetime) else datetime.fromisoformat(time)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
