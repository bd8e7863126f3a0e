"""Which service a scaling group runs."""

from __future__ import annotations

from policies.view import View

_TAG = "component"
"""Label gives a pool the name of its service in this tag."""


def service_of(group: View) -> str | None:
    """The service of an Auto Scaling group, whose tags are a list, or an ESS group; `None` where no tag says."""
    if group.type.startswith("alicloud:"):
        return _text(group.get(f"tags.{_TAG}"))
    for tag in group.each("tags"):
        if tag.get("key") == _TAG:
            return _text(tag.get("value"))
    return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
