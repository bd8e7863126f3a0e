"""The project's own stacks with many things broken at once, as planned and as created."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace

from infra.audit.planned import stack_of
from policies.resource import Resource
from policies.stack import Stack
from tests.policies.deployed import deployed
from tests.policies.mutation import changed
from tests.policies.mutations import MUTATIONS
from tests.stacks import facts_of, planned


@functools.cache
def as_planned(name: str) -> Stack:
    """In a preview: what only the cloud knows is unknown."""
    stack = stack_of(planned(name), facts_of(name))
    return Stack(stack.facts, _broken(name, stack.resources))


@functools.cache
def as_created(name: str) -> Stack:
    """After `pulumi up`."""
    stack = deployed(name)
    return Stack(stack.facts, _broken(name, stack.resources))


def _broken(name: str, resources: Mapping[str, Resource]) -> list[Resource]:
    """One mutation of each rule, on resources of their own."""
    found, touched = list(resources.values()), set()
    for mutation in MUTATIONS:
        if mutation.cloud != name.split("-")[1] or mutation.add or mutation.added or not mutation.set:
            continue
        if mutation.type in touched:
            continue
        touched.add(mutation.type)
        found = changed(found, mutation)
    return [replace(resource) for resource in found]
