"""No rule fails over an input that it did not expect."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from infra.local.aws.refusals import refusals
from infra.local.constraints import findings
from infra.local.contract import Created, Wanted
from infra.local.existing import Existing
from tests.stacks import planned

ODD: tuple[Any, ...] = (
    *(None, "", "x", "é", 0, -1, 1e9, True, [], ["a"], [None], {}, {"a": None}),
    *("{}", "[1]", "cron()", "rate(x)", "10.0.0.0/0", "arn:aws:s3:::x", "25:00-26:00"),
    '{"Statement": {"Effect": 1}}',
    '{"Statement": [{"Principal": [1], "Action": {"a": 1}, "Resource": 5, "Condition": {"Bool": [1]}}]}',
)
ROUNDS = 2


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def test_odd_values_anywhere_are_judged() -> None:
    chance = random.Random(11)  # the same values at every run
    existing, all_wanted = Existing(), []
    for resource in planned("prod-aws").custom:
        wanted = Wanted(urn=resource.urn, type=resource.type, name=resource.name, inputs=resource.inputs)
        existing.add(wanted, Created(id=resource.name, outputs=resource.inputs))
        all_wanted += [wanted] * bool(resource.inputs)

    refused = 0
    for wanted in all_wanted * ROUNDS:
        inputs = copy.deepcopy(wanted.inputs)
        *way, last = chance.choice(list(places(inputs)))
        place: Any = inputs
        for key in way:
            place = place[key]
        place[last] = copy.deepcopy(chance.choice(ODD))
        changed = Wanted(urn=wanted.urn, type=wanted.type, name=wanted.name, inputs=inputs)

        refused += bool(refusals(changed, existing) or findings(changed))
    assert refused > len(all_wanted) * ROUNDS / 10  # nothing was raised, and much was noticed
