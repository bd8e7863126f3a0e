"""What the engine does with a refresh: every resource is read again, and nothing that came out of it is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from infra.clouds import emulate
from infra.local.contract import LocalCloud
from infra.local.creation import create
from infra.local.faults import Faults
from infra.local.record import Made
from infra.program import ROOT
from infra.settings import load
from tests.stacks import capacity

STACKS = ["prod-aws", "prod-alicloud"]


@pytest.mark.parametrize("stack", STACKS)
def test_what_came_out_of_a_resource_stays(stack: str) -> None:
    settings, faults = load(stack, ROOT), Faults()
    with emulate(settings, faults) as emulation:
        creation = create(settings, capacity(stack), emulation.cloud, lambda *_: None)
        lost = {
            (made.resource.type, path)
            for made in creation.created
            for path in _lost_by_reading(emulation.cloud, made)
        }

    assert creation.complete
    assert lost == set()


def _lost_by_reading(cloud: LocalCloud, made: Made) -> Iterator[str]:
    assert made.created is not None
    reading = cloud.read(made.resource.type, made.created.id, made.created.outputs)
    assert reading is not None, f"{made.resource.name} is gone"
    yield from _lost(made.created.outputs, reading.outputs)


def _lost(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Paths that are there before and not after; what is empty is as good as absent."""
    if isinstance(before, Mapping):
        for key, value in before.items():
            if value in (None, "", [], {}, False):
                continue
            if not isinstance(after, Mapping) or key not in after:
                yield f"{path}.{key}"
            else:
                yield from _lost(value, after[key], f"{path}.{key}")
    elif isinstance(before, list):
        if not isinstance(after, list) or len(after) < len(before):
            yield path
        else:
            for one, other in zip(before, after, strict=False):
                yield from _lost(one, other, f"{path}[]")
    elif after is None:
        yield path
