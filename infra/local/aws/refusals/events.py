"""Rules for events: which they pick, and what their targets are told.

Source: EventBridge guide, "Comparison operators for use in event patterns" and "Input transformation"; API
reference of EventBridge, InputTransformer; 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_OPERATORS = (
    *("prefix", "suffix", "anything-but", "numeric", "exists", "cidr", "equals-ignore-case", "wildcard"),
)
_OR = "$or"


def pattern(subject: Subject) -> Iterator[Finding]:
    """Every field of a pattern has a list of what it may be."""
    if not subject.get("eventPattern"):
        return
    try:
        said = json.loads(subject.text("eventPattern"))
    except ValueError as error:
        yield subject.finding("eventPattern", f"must be JSON: {error}")
        return
    if not isinstance(said, dict):
        yield subject.finding("eventPattern", "must be a JSON object")
        return
    for problem in _object(said, "the pattern"):
        yield subject.finding("eventPattern", problem)


def _object(said: dict[str, Any], where: str) -> Iterator[str]:
    if not said:
        yield f"has {where} without a field"
    for name, value in said.items():
        if name == _OR and isinstance(value, list):
            for each in value:
                yield from _object(each, name) if isinstance(each, dict) else [f"has a {_OR} of no objects"]
        elif isinstance(value, dict):
            yield from _object(value, name)
        elif not isinstance(value, list):
            yield f"has {name}, which must be an object or a list, as {value}"
        elif not value:
            yield f"has {name} with an empty list"
        else:
            yield from (problem for each in value for problem in _value(each, name))


def _value(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, list):
        yield f"has {name} with a list inside a list"
    elif isinstance(value, dict) and (len(value) != 1 or next(iter(value)) not in _OPERATORS):
        yield f"has {name} with {', '.join(value)}, which must be one of {', '.join(_OPERATORS)}"


def told(subject: Subject) -> Iterator[Finding]:
    """Parts of the event are named from its root."""
    for path in ("inputPath", "inputTransformer.inputPaths[]"):
        for place in subject.at(path):
            if not str(place.value).startswith("$"):
                yield subject.finding(place, "must be a path into the event, such as $.detail")


RULES: Rules = {
    "aws:cloudwatch/eventRule:EventRule": (pattern,),
    "aws:cloudwatch/eventTarget:EventTarget": (told,),
}
