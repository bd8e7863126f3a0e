"""The names that Pulumi makes up, and whether the services take them."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local import schema as sdk
from infra.local.constraints.places import Places
from infra.local.constraints.values import violation
from infra.preview.plan import Resource
from tests.facts.facts import Facts
from tests.facts.problem import Problem, problem

SUFFIX = "-0a1b2c3"
"""Pulumi adds a hyphen and seven hexadecimal digits."""

SERVICE_LIMITS = {
    ("aws:lambda/function:Function", "name"): 64,
    ("aws:rds/instance:Instance", "identifier"): 63,
}
"""Lengths that the service enforces and the provider does not.
Source: shared/facts/provider/README.md, "Weaker than the service", November 2026."""


def auto_named(resource: Resource, places: Places, facts: Facts) -> str | None:
    """The property that Pulumi fills with a name, or None.

    As in the bridge (`applyDefaults`): not where the program sets it or something that conflicts with it, and not
    where it is deprecated.
    """
    limits = facts.auto_names.get(resource.type)
    shape = sdk.arguments(resource.type)
    path = limits.property if limits else "name"
    if shape is None or path not in shape.fields or path in shape.required:
        return None
    if not limits and path in facts.deprecated.get(resource.type, {}):
        return None
    rivals = {
        member
        for constraint in facts.constraints.get(resource.type, ())
        if constraint.property == path and constraint.kind in ("conflicts", "exactlyOneOf")
        for member in constraint.value.split("|")
    }
    given = any(place.given for member in {path, *rivals} for place in places.at(member))
    return None if given else path


def auto_name(resource: Resource) -> str:
    """A name as Pulumi would make it."""
    fifo = resource.inputs.get("fifoQueue") or resource.inputs.get("fifoTopic")
    return f"{resource.name}{SUFFIX}{'.fifo' if fifo else ''}"


def name_problems(resource: Resource, places: Places, facts: Facts) -> Iterator[Problem]:
    """At most one problem: the name that Pulumi would make, or a set name that is too long for the service."""
    path = auto_named(resource, places, facts)
    message = _auto_name_problem(resource, path, facts) if path else None
    if path and message:
        yield problem(
            resource,
            path,
            "auto-name",
            f"Pulumi names it and {message}; shorten it or set it",
            auto_name(resource),
        )
    for (token, name), limit in SERVICE_LIMITS.items():
        place = places.field(places.root, name)
        value = auto_name(resource) if name == path else place.value
        if token == resource.type and not place.hidden and isinstance(value, str) and len(value) > limit:
            yield problem(resource, name, "maxLength", f"the service takes at most {limit} characters", value)


def _auto_name_problem(resource: Resource, path: str, facts: Facts) -> str | None:
    name = auto_name(resource)
    limits = facts.auto_names.get(resource.type)
    if limits and limits.always_invalid:
        return "the service refuses the hyphen in it"
    if limits and len(name) > limits.max_length:
        return f"the service takes at most {limits.max_length} characters, this has {len(name)}"
    if limits and limits.lower_case and name != name.lower():
        return "the service refuses upper case"
    for constraint in facts.constraints.get(resource.type, ()):
        if constraint.property == path:
            message = violation(constraint.kind, constraint.value, name)
            if message:
                return f"it {message}"
    return None
