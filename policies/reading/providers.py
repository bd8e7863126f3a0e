"""Which provider makes a resource, and what everything gets from its provider: a region, and tags on AWS."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from policies.view import View

_DEFAULT = "default"
"""How the engine calls the provider of resources that name none; a plan does not show it."""


def provider_of(resource: View) -> View | None:
    """The provider of a resource, `None` where the stack does not show it."""
    name = resource.resource.options.get("provider")
    for provider in resource.all(f"pulumi:providers:{resource.type.partition(':')[0]}"):
        if provider.name == name if name else provider.name.startswith(_DEFAULT):
            return provider
    return None


def has_region(resource: View) -> bool:
    """Whether its type takes a region of its own, as those of AWS do."""
    return resource.type.startswith("aws:")


def region_of(resource: View) -> str:
    """Where a resource is: its own `region`, otherwise that of its provider.

    Raises:
        UnknownValue: one of them is not known.
    """
    region = resource.get("region") if has_region(resource) else None
    if not region and (provider := provider_of(resource)):
        region = provider.get("region")
    return str(region or resource.stack.facts.region)


def tags_of(resource: View) -> Mapping[str, Any]:
    """The tags of a resource, and those that an AWS provider adds to everything it makes.

    Raises:
        UnknownValue: one of them is not known.
    """
    return {**default_tags(resource), **resource.get("tags", {})}


def default_tags(resource: View) -> Mapping[str, Any]:
    """What its AWS provider adds. Arguments of providers are JSON in text, where they are not simple."""
    provider = provider_of(resource) if resource.type.startswith("aws:") else None
    default = provider.document("defaultTags") if provider else None
    return _object(default.get("tags")) if isinstance(default, dict) else {}


def _object(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        value = json.loads(value)
    return value if isinstance(value, dict) else {}
