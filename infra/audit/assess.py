"""From a stack's name to what the rules say about it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from components.local_time import utc_offset_hours
from infra.audit.facts import facts
from infra.audit.planned import stack_of
from infra.capacity.plan.plan import CapacityPlan
from infra.preview.plan import Plan
from infra.settings import Settings, load, stack_names
from infra.settings.waivers import load_waivers
from policies.assessment import Assessment, assess
from policies.facts import Environment, Facts
from policies.resource import Resource
from policies.rule import Severity
from policies.rules import RULES
from policies.stack import Stack
from policies.waiver import Waiver


def assess_plan(
    plan: Plan, settings: Settings, capacity: CapacityPlan, root: Path, fail_on: Severity | None
) -> tuple[Stack, Assessment]:
    """What the rules say before anything is created."""
    stack = stack_of(plan, facts(settings, capacity))
    return stack, assess(stack, RULES, waivers(root), fail_on)


def assess_state(
    name: str, resources: list[Resource], root: Path, fail_on: Severity | None
) -> tuple[Stack, Assessment]:
    """What the rules say about what has been created."""
    stack = Stack(facts_of(name, resources, root), resources)
    return stack, assess(stack, RULES, waivers(root), fail_on)


def waivers(root: Path) -> tuple[Waiver, ...]:
    """The waivers of the project.

    Raises:
        SettingsError: the file is not valid.
    """
    return load_waivers(root, {rule.id: rule.waivable for rule in RULES}, datetime.now(UTC).date())


def facts_of(name: str, resources: list[Resource], root: Path) -> Facts:
    """The facts of a stack from its file; a stack without one is judged as production.

    Raises:
        SettingsError: its file is not valid.
    """
    if name in stack_names(root):
        return facts(load(name, root))
    cloud = next((r.type.split(":")[0] for r in resources if r.type.startswith(("aws:", "alicloud:"))), "aws")
    region = next(
        (
            str(r.inputs["region"])
            for r in resources
            if r.type == f"pulumi:providers:{cloud}" and r.inputs.get("region")
        ),
        "",
    )
    return Facts(
        stack=name,
        cloud=cloud,
        environment=Environment.PROD,
        region=region,
        allowed_regions=frozenset({region} - {""}),
        known=False,
        utc_offset_hours=utc_offset_hours(region),
    )
