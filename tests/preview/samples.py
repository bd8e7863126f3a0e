"""Small plans for the tests of the preview."""

from typing import Any

from infra.preview.plan import Plan, Resource


def resource(type_: str, name: str, inputs: dict[str, Any] | None = None, **fields: Any) -> Resource:
    """A custom resource with these inputs; `fields` overrides the rest."""
    given: dict[str, Any] = {
        "urn": urn(type_, name),
        "type": type_,
        "name": name,
        "custom": True,
        "parent": None,
        "component": name,
        "layer": "infrastructure",
        "inputs": inputs or {},
        "unknown": (),
        "secret": (),
        "depends_on": (),
        "property_dependencies": {},
        "options": {},
    }
    return Resource(**{**given, **fields})


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:prod-aws::floodgate::{type_}::{name}"


def plan(*resources: Resource, outputs: dict[str, Any] | None = None) -> Plan:
    return Plan(
        stack="prod-aws",
        cloud="aws",
        environment="prod",
        region="eu-central-1",
        resources=tuple(sorted(resources, key=lambda item: item.urn)),
        outputs=outputs or {},
    )
