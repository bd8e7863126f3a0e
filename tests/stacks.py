"""Every stack of the project, previewed once for all tests."""

from __future__ import annotations

import functools

import pytest

from infra.preview.plan import Plan
from infra.preview.run import preview
from infra.program import ROOT
from infra.settings import stack_names

STACKS = stack_names(ROOT)
every_stack = pytest.mark.parametrize("stack", STACKS)


@functools.cache
def planned(stack: str) -> Plan:
    """The plan of one stack; the same object for everybody, so read it only."""
    return preview(stack)
