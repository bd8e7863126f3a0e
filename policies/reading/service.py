"""Which service a scaling group runs, and which store of the shop a resource belongs to."""

from __future__ import annotations

from policies.view import View

_TAG = "component"
"""Label gives a pool the name of its service in this tag."""


def component_of(resource: View) -> str | None:
    """The component of anything whose tags are a map; `None` where no tag says."""
    return _text(resource.get(f"tags.{_TAG}"))


def store_of(resource: View, suffix: str) -> str:
    """What shop.yaml calls the store that a resource belongs to: `core` of the component `core-db`, for the suffix
    `-db`; empty where no tag says."""
    return (component_of(resource) or "").removesuffix(suffix)


def service_of(group: View) -> str | None:
    """The service of an Auto Scaling group, whose tags are a list, or an ESS group; `None` where no tag says."""
    if group.type.startswith("alicloud:"):
        return component_of(group)
    for tag in group.each("tags"):
        if tag.get("key") == _TAG:
            return _text(tag.get("value"))
    return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
