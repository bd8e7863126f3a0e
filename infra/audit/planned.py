"""From a plan to what the rules judge."""

from __future__ import annotations

from infra.preview import plan as preview
from policies.facts import Facts
from policies.resource import Resource
from policies.stack import Stack


def stack_of(plan: preview.Plan, facts: Facts) -> Stack:
    """The planned resources with the facts of their stack."""
    return Stack(facts, map(judged, plan.resources))


def judged(resource: preview.Resource) -> Resource:
    """One planned resource as rules see it."""
    return Resource(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        custom=resource.custom and not resource.type.startswith("pulumi:"),  # providers are no thing of a cloud
        parent=resource.parent,
        component=resource.component,
        inputs=resource.inputs,
        unknown=frozenset(resource.unknown),
        in_part=resource.in_part,
        refs=resource.property_dependencies,
        options=resource.options,
    )
