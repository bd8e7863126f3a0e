"""What would change between two plans, and what of it loses data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infra.preview.paths import join, top, within
from infra.preview.plan import Plan, Resource
from infra.preview.recomputed import RECOMPUTED
from infra.preview.replacement import Effect, effect
from infra.preview.stateful import HOLDS_DATA

_ABSENT = object()


class Action(StrEnum):
    """What happens to a resource."""

    CREATE = "create"
    UPDATE = "update"
    MAY_REPLACE = "may replace"
    REPLACE = "replace"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One property that differs."""

    path: str
    before: Any
    """Plain data; `None` if unknown or absent."""
    after: Any
    effect: Effect
    because: str | None = None
    """Name of the replaced resource that the value comes from, if that is the reason."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One resource that would change."""

    action: Action
    resource: Resource
    """As it would be; as it was for a deletion."""
    changes: tuple[Change, ...] = ()
    deleted_first: bool = False
    """A replacement that is not there while it is replaced."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Diff:
    """All steps from one plan to another, sorted by URN."""

    base: Plan
    plan: Plan
    steps: tuple[Step, ...]
    unchanged: int

    def count(self, action: Action) -> int:
        """How many resources this happens to."""
        return sum(step.action is action for step in self.steps)


def diff(base: Plan, plan: Plan) -> Diff:
    """Compare two plans resource by resource (components only carry facts, so they are left out).

    As in the real engine, a value that only the cloud knows counts as changed when the resource it comes from is
    another one, is replaced, or counts its versions and changes; so replacements spread to what depends on them.
    What is deleted before it is replaced takes with it what no change of its values leaves alive.
    """
    old = {resource.urn: resource for resource in base.custom}
    new = {resource.urn: resource for resource in plan.custom}
    moving = _Moving()
    while True:
        changes = {urn: _changes(old[urn], new[urn], moving) for urn in old.keys() & new.keys()}
        spread = _next(moving, new, changes)
        if spread == moving:
            break
        moving = spread
    steps = [Step(action=Action.CREATE, resource=new[urn]) for urn in new.keys() - old.keys()]
    steps += [_deletion(old[urn]) for urn in old.keys() - new.keys()]
    steps += [
        step for urn, found in changes.items() if (step := _step(old[urn], new[urn], found, moving)) is not None
    ]
    return Diff(
        base=base,
        plan=plan,
        steps=tuple(sorted(steps, key=lambda step: step.resource.urn)),
        unchanged=len(new) - sum(step.action is not Action.DELETE for step in steps),
    )


@dataclass(frozen=True, kw_only=True)
class _Moving:
    """URNs of resources whose outputs will be others."""

    replaced: frozenset[str] = frozenset()
    deleted_first: frozenset[str] = frozenset()
    """Of the replaced ones: what cannot do without them is deleted, too, and made anew."""
    recomputed: frozenset[str] = frozenset()
    """They only change, but have an output that every change moves."""


def _next(moving: _Moving, new: dict[str, Resource], changes: dict[str, tuple[Change, ...]]) -> _Moving:
    forced = {
        urn: [change.path for change in found if change.effect is Effect.REPLACE] for urn, found in changes.items()
    }
    return _Moving(
        replaced=frozenset(urn for urn, paths in forced.items() if paths),
        deleted_first=frozenset(
            urn
            for urn, paths in forced.items()
            if paths
            and (
                _deleted_first(new[urn]) or any(_sources(new[urn], path) & moving.deleted_first for path in paths)
            )
        ),
        recomputed=frozenset(urn for urn, found in changes.items() if found and new[urn].type in RECOMPUTED),
    )


def _changes(old: Resource, new: Resource, moving: _Moving) -> tuple[Change, ...]:
    ignored = tuple(new.options.get("ignore_changes", ()))
    found = [
        change
        for name in sorted(old.inputs.keys() | new.inputs.keys())
        if name not in ignored
        for change in _property_changes(old, new, name, moving)
        if not any(within(change.path, item) for item in ignored)
    ]
    return tuple(found)


def _property_changes(old: Resource, new: Resource, name: str, moving: _Moving) -> list[Change]:
    found: list[Change] = []
    for path, before, after in _compare(
        name, old.inputs.get(name, _ABSENT), new.inputs.get(name, _ABSENT), old, new
    ):
        missing = before is _ABSENT or after is _ABSENT
        found.append(
            Change(
                path=path,
                before=None if before is _ABSENT else before,
                after=None if after is _ABSENT else after,
                effect=effect(new.type, path, appeared_or_gone=missing),
            )
        )
    sources = _sources(new, name)
    moved = sources ^ _sources(old, name)
    if unknown := [] if found else [path for path in new.unknown if within(path, name)]:
        cause = sources & (moving.replaced | moving.recomputed) or moved
        found += [_because(new, path, cause) for path in unknown if cause]
    deleted = sources & moving.deleted_first
    if deleted and all(change.effect is not Effect.REPLACE for change in found):
        # The engine takes all of the property for unknown then, whatever it will turn out to be
        found += [change for change in [_because(new, name, deleted)] if change.effect is Effect.REPLACE]
    return found


def _sources(resource: Resource, path: str) -> set[str]:
    return set(resource.property_dependencies.get(top(path), ()))


def _because(new: Resource, path: str, cause: set[str]) -> Change:
    return Change(
        path=path,
        before=None,
        after=None,
        effect=effect(new.type, path, appeared_or_gone=False),
        because=min(cause).rsplit("::", 1)[-1],
    )


def _compare(
    path: str,
    before: Any,
    after: Any,
    old: Resource,
    new: Resource,
) -> list[tuple[str, Any, Any]]:
    """Paths at which two values differ, as deep as both have the same shape."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            item
            for key in sorted(before.keys() | after.keys())
            for item in _compare(join(path, key), before.get(key, _ABSENT), after.get(key, _ABSENT), old, new)
        ]
    if isinstance(before, list) and isinstance(after, list):
        return [
            item
            for index in range(max(len(before), len(after)))
            for item in _compare(f"{path}[{index}]", _at(before, index), _at(after, index), old, new)
        ]
    was_unknown, is_unknown = path in old.unknown, path in new.unknown
    same = before is after if _ABSENT in (before, after) else before == after
    if same and was_unknown == is_unknown and type(before) is type(after):
        return []
    return [(path, before, after)]


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else _ABSENT


def _step(old: Resource, new: Resource, changes: tuple[Change, ...], moving: _Moving) -> Step | None:
    warnings: list[str] = []
    if old.options.get("protect") and not new.options.get("protect"):
        warnings.append("is no longer protected: the next destroy deletes it")
    if not changes and not warnings:
        return None
    effects = {change.effect for change in changes}
    action = Action.UPDATE
    if Effect.REPLACE in effects:
        action = Action.REPLACE
    elif Effect.MAY_REPLACE in effects:
        action = Action.MAY_REPLACE
    if action is not Action.UPDATE and new.type in HOLDS_DATA:
        warnings.append(f"holds {HOLDS_DATA[new.type]}: the new one starts empty")
    if action is Action.REPLACE and new.options.get("protect"):
        warnings.append("is protected: `pulumi up` refuses to replace it")
    if Effect.UNKNOWN in effects:
        warnings.append(f"what replaces a {new.type} is not in the table: not evaluated")
    return Step(
        action=action,
        resource=new,
        changes=changes,
        deleted_first=new.urn in moving.deleted_first,
        warnings=tuple(warnings),
    )


def _deleted_first(resource: Resource) -> bool:
    """Pulumi creates the replacement first, unless the program says otherwise or gives a name itself: two
    resources cannot have one name. Names of DNS zones and records are not such names."""
    option = resource.options.get("delete_before_replace")
    named = "name" in resource.inputs and not resource.type.startswith("aws:route53/")
    return bool(option) if option is not None else named


def _deletion(old: Resource) -> Step:
    warnings = [f"holds {HOLDS_DATA[old.type]}: it is lost"] if old.type in HOLDS_DATA else []
    if old.options.get("protect"):
        warnings.append("is protected: `pulumi up` refuses to delete it")
    return Step(action=Action.DELETE, resource=old, warnings=tuple(warnings))
