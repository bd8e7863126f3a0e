"""From a stack's name to its plan."""

from __future__ import annotations

from pathlib import Path

from infra.preview.engine import run
from infra.preview.plan import Plan
from infra.program import ROOT, program
from infra.settings import Settings, load

PROJECT = "floodgate"
"""The name in Pulumi.yaml, part of every URN."""


def preview(stack: str, root: Path = ROOT) -> Plan:
    """Run the program of one stack offline.

    Raises:
        SettingsError: the stack's files are not valid.
        UnsupportedOnCloud: the stack asks for something its cloud does not have.
        PreviewError: the program needs an account.
    """
    return plan_of(load(stack, root))


def plan_of(settings: Settings) -> Plan:
    """The plan of valid settings."""
    recorded = run(lambda: program(settings), project=PROJECT, stack=settings.name)
    return Plan(
        stack=settings.name,
        cloud=settings.config.stack.cloud.value,
        environment=settings.config.stack.environment.value,
        region=settings.config.region,
        resources=tuple(recorded.planned[urn] for urn in sorted(recorded.planned)),
        outputs=recorded.outputs,
    )
