"""Every stack of the project, created once for all tests."""

from __future__ import annotations

import functools
import re
from datetime import datetime
from typing import Any

from infra.clouds import emulate
from infra.local.faults import Faults
from infra.local.up import Up, create_and_verify
from infra.program import ROOT
from infra.settings import load
from tests.stacks import CLOCK, capacity

_STEP = re.compile(r'\.?([A-Za-z_][\w-]*)|\["([^"]*)"\]|\[(\d+)\]')


@functools.cache
def created(stack: str, clock: datetime = CLOCK) -> Up:
    """What came of a stack; its cloud is gone. The same object for everybody, so read it only."""
    settings, faults = load(stack, ROOT), Faults()
    with emulate(settings, faults, clock) as emulation:
        return create_and_verify(
            settings, capacity(stack, clock), emulation, faults, lambda *_: None, keep_going=True
        )


def at(inputs: Any, path: str) -> Any:
    """The value at a path as plans write it: `ingress[0].groupId`, `tags["a.b"]`."""
    for plain, quoted, index in _STEP.findall(path):
        inputs = inputs[int(index)] if index else inputs[plain or quoted]
    return inputs
