"""All examples, by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from policies.examples import (
    alarms,
    capacity,
    cost,
    data_protection,
    edge,
    encryption,
    identity,
    logs,
    network,
    resilience,
    tagging,
)
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = tuple(
    example
    for area in (
        network,
        encryption,
        identity,
        data_protection,
        logs,
        edge,
        resilience,
        alarms,
        capacity,
        cost,
        tagging,
    )
    for example in area.EXAMPLES
)


def by_rule() -> Mapping[str, Sequence[Example]]:
    """Rule id -> its examples, in the order written."""
    found: defaultdict[str, list[Example]] = defaultdict(list)
    for example in EXAMPLES:
        found[example.rule].append(example)
    return found
