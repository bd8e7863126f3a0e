"""What a change of inputs does to a resource, by the preview's table of replacements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from infra.local.contract import Difference, Inputs
from infra.preview.paths import join
from infra.preview.replacement import Effect, effect


def _equal(old: Any, new: Any) -> bool:
    return type(old) is type(new) and bool(old == new)


def difference(
    type_: str,
    autoname: str,
    old_inputs: Inputs,
    news: Inputs,
    *,
    same: Callable[[Any, Any], bool] = _equal,
) -> Difference:
    """Which properties change, and which changes replace.

    A change that the provider would decide about when it sees the values counts as an update. `autoname` is the
    property that Pulumi generates a name for, if there is one: with a name that stays, what is replaced is deleted
    first, since two cannot have it.
    """
    updates: list[str] = []
    replaces: list[str] = []
    for name in sorted(old_inputs.keys() | news.keys()):
        changes = list(_changes(name, old_inputs.get(name), news.get(name), same))
        if any(effect(type_, path, appeared_or_gone=gone) is Effect.REPLACE for path, gone in changes):
            replaces.append(name)
        elif changes:
            updates.append(name)
    stays = autoname in news and old_inputs.get(autoname) == news[autoname]
    return Difference(
        updates=tuple(updates), replaces=tuple(replaces), delete_before_replace=bool(replaces) and stays
    )


def _changes(path: str, old: Any, new: Any, same: Callable[[Any, Any], bool]) -> Iterator[tuple[str, bool]]:
    """The innermost paths that differ, each with whether what stands there has appeared or is gone."""
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _changes(join(path, key), old.get(key), new.get(key), same)
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            yield from _changes(f"{path}[{index}]", _at(old, index), _at(new, index), same)
    else:
        yield path, old is None or new is None


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None
