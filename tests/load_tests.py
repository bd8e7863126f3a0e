"""Stacks of the project with a load test in them, which no committed stack has."""

from __future__ import annotations

import dataclasses
import functools
from datetime import datetime

from infra.planning import planned_capacity
from infra.preview.plan import Plan
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import Settings, load
from infra.settings.stack import LoadTestSection
from tests.stacks import CLOCK

SECTION = LoadTestSection(
    repository="tools/k6",
    digest="sha256:" + "0" * 64,
    campaign="live-sale",
    minutes=10,
    tasks=4,
    cidr="10.200.0.0/18",
    start="2026-11-25 22:00",
    end="2026-11-26 06:00",
)
"""Its window is open at CLOCK."""


def with_load_test(stack: str, section: LoadTestSection = SECTION) -> Settings:
    """The settings of a stack with this load test."""
    settings = load(stack, ROOT)
    return dataclasses.replace(settings, config=settings.config.model_copy(update={"load_test": section}))


@functools.cache
def planned_with_load_test(stack: str, at: datetime = CLOCK) -> Plan:
    """Its plan; the same object for everybody, so read it only."""
    settings = with_load_test(stack)
    return plan_of(settings, planned_capacity(settings, at))
