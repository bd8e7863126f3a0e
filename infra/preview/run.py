"""From a stack's name to its plan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from infra.capacity.plan.plan import CapacityPlan
from infra.planning import planned_capacity
from infra.preview.engine import run
from infra.preview.monitor import PlanMonitor
from infra.preview.plan import Plan
from infra.program import ROOT, program
from infra.settings import Settings, load
from infra.settings.clock import clock_of

PROJECT = "floodgate"
"""The name in Pulumi.yaml, part of every URN."""


def preview(stack: str, root: Path = ROOT, at: datetime | None = None) -> Plan:
    """Run the program of one stack offline, as it would run at a time; without one, at the stack's clock.

    Raises:
        SettingsError: the stack's files are not valid.
        UnsupportedOnCloud: the stack asks for something its cloud does not have.
        PreviewError: the program needs an account.
    """
    settings = load(stack, root)
    return plan_of(settings, planned_capacity(settings, clock_of(settings, at)))


def plan_of(settings: Settings, capacity: CapacityPlan) -> Plan:
    """The plan of valid settings."""
    return recorded_plan(settings, run(lambda: program(settings, capacity), project=PROJECT, stack=settings.name))


def recorded_plan(settings: Settings, recorded: PlanMonitor) -> Plan:
    """What a run of the settings' program has registered."""
    return Plan(
        stack=settings.name,
        cloud=settings.config.stack.cloud.value,
        environment=settings.config.stack.environment.value,
        region=settings.config.region,
        resources=tuple(recorded.planned[urn] for urn in sorted(recorded.planned)),
        outputs=recorded.outputs,
    )
