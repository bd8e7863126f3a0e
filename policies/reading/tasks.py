"""Groups that are no service: containers that people start for a time."""

from __future__ import annotations

from policies.rule import NotApplicable
from policies.view import View


def started_by_hand(group: View) -> NotApplicable | None:
    """Why the rules about services do not speak about an ESS group; None if they do."""
    if group.get("groupType", "ECS") == "ECI" and float(group.get("minSize", 0)) == 0:
        return NotApplicable("it has no instance until somebody starts some, for a time")
    return None
