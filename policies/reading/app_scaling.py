"""What Application Auto Scaling moves: read and write capacity of tables, readers of database clusters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.reading.choice import one_is_good
from policies.view import View

TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"


@dataclass(frozen=True)
class Dimension:
    """A number of a resource that may follow its load."""

    name: str
    """`dynamodb:table:ReadCapacityUnits`."""
    kind: str
    """How targets name the resource: `table/` before the name that is at `path`, `suffix` behind it."""
    path: str
    suffix: str = ""


def fixed(subject: View, dimension: Dimension) -> str | None:
    """Why a dimension of the subject does not follow its load; `None` where it does.

    Raises:
        NotEvaluated: a target that is not known yet may move it.
    """
    faults = one_is_good(_targets(subject, dimension), _stands_still)
    if faults is None:
        return None
    return faults[0] if faults else f"no Target moves {dimension.name}"


def most_capacity(subject: View, dimension: Dimension) -> float | None:
    """The largest value that its targets let a dimension reach; `None` where there is no target."""
    return max((float(target.get("maxCapacity", 0)) for target in _targets(subject, dimension)), default=None)


def _targets(subject: View, dimension: Dimension) -> Iterator[View]:
    for target in subject.all(TARGET):
        if target.get("scalableDimension") == dimension.name and _is_of(target, subject, dimension):
            yield target


def _is_of(target: View, subject: View, dimension: Dimension) -> bool:
    leads_to = target.stack.targets(target.resource, "resourceId", ())
    if not leads_to:
        return bool(target.get("resourceId") == f"{dimension.kind}{subject.get(dimension.path)}{dimension.suffix}")
    if subject.resource not in leads_to:
        return False
    # One that is not known yet names the subject; which of its indexes, the cloud knows
    return "resourceId" in target.resource.unknown or target.get("resourceId").endswith(dimension.suffix)


def _stands_still(target: View) -> str | None:
    least, most = float(target.get("minCapacity", 0)), float(target.get("maxCapacity", 0))
    if most <= least:
        return f"its Target {target.name} has `maxCapacity` {most:g} and `minCapacity` {least:g}"
    faults = one_is_good(target.all(POLICY), lambda policy: _does_not_move(policy, target))
    return (
        None if faults is None else f"no Policy with `policyType` TargetTrackingScaling moves Target {target.name}"
    )


def _does_not_move(policy: View, target: View) -> str | None:
    if policy.get("scalableDimension") != target.get("scalableDimension"):
        return "another dimension"
    if policy.get("policyType", "StepScaling") != "TargetTrackingScaling":
        return "does not track a target"
    if target.resource in policy.stack.targets(policy.resource, "resourceId", ()):
        return None
    return None if policy.get("resourceId") == target.get("resourceId") else "another resource"
