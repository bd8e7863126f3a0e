"""Rules about properties of one resource that depend on each other: conflicts, one of, all of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from infra.local.constraints.places import Places
from infra.local.constraints.table import Constraint


class _Hidden(Exception):  # noqa: N818 - no error, a third truth value
    """A parent is unknown or secret: nobody can say whether the property is set."""


def group_violations(
    places: Places, constraints: Iterable[Constraint], auto_named: str | None = None
) -> Iterator[tuple[str, str, str]]:
    """Violated rules between properties, each once: path, kind, message. `auto_named` is the property that Pulumi
    will fill in, if any."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for constraint in constraints:
        rule = _RULES.get(constraint.kind)
        if rule is None or (constraint.kind in _IF_GIVEN and constraint.top not in places.root.value):
            continue
        members = constraint.value.split("|")
        key = (constraint.kind, frozenset({constraint.property, *members}))
        if key in seen:  # a group has one row per member
            continue
        try:
            given = {path for path in {constraint.property, *members} if _given(places, path)}
        except _Hidden:
            continue
        if auto_named and constraint.kind in _FILLED:
            given |= {auto_named}
        parent_exists = any(True for _ in places.at(constraint.property))
        message = rule(constraint.property, members, given) if parent_exists else None
        if message:
            seen.add(key)
            chosen = given & set(members) if constraint.kind == "exactlyOneOf" else set()
            yield max(chosen, default=constraint.property), constraint.kind, message


def _given(places: Places, path: str) -> bool:
    parts = path.split(".")
    for length in range(1, len(parts)):
        if any(place.hidden for place in places.at(".".join(parts[:length]))):
            raise _Hidden
    return any(place.given for place in places.at(path))


def _conflicts(path: str, members: list[str], given: set[str]) -> str | None:
    clash = sorted(given & set(members) - {path})
    return f"conflicts with {', '.join(clash)}; set only one" if path in given and clash else None


def _exactly_one(path: str, members: list[str], given: set[str]) -> str | None:
    chosen = sorted(given & set(members))
    got = f"got {', '.join(chosen)}" if chosen else "got none"
    return None if len(chosen) == 1 else f"exactly one of {', '.join(members)} must be set, {got}"


def _at_least_one(path: str, members: list[str], given: set[str]) -> str | None:
    return None if given & set(members) else f"at least one of {', '.join(members)} must be set"


def _required_with(path: str, members: list[str], given: set[str]) -> str | None:
    missing = sorted(set(members) - given)
    return f"also needs {', '.join(missing)}" if path in given and missing else None


def _needed_for_destroy(path: str, members: list[str], given: set[str]) -> str | None:
    return None if given & set(members) else f"destroy fails unless {' or '.join(members)} is set"


_RULES: dict[str, Callable[[str, list[str], set[str]], str | None]] = {
    "conflicts": _conflicts,
    "exactlyOneOf": _exactly_one,
    "atLeastOneOf": _at_least_one,
    "atLeastOneOf(runtime)": _at_least_one,
    "requiredWith": _required_with,
    "requiredForDestroy(runtime)": _needed_for_destroy,
}
_IF_GIVEN = {"conflicts", "requiredWith"}
"""Rules that say nothing about a property that is not given."""
_FILLED = {"exactlyOneOf", "atLeastOneOf", "atLeastOneOf(runtime)"}
"""Rules that an automatic name satisfies; Pulumi makes none where it would conflict."""
