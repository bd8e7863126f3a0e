"""Tags of what exists already: each service has calls of its own for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, Shape, StructureShape

from infra.local.aws import paths, shapes, template
from infra.local.aws.actions import Actions
from infra.local.aws.table import Kind

_SPELLINGS = ("Tags", "tags", "TagList", "TagSet")


def carries_tags(kind: Kind, shape: Shape | None) -> bool:
    """Whether the creation carries the tags itself."""
    if kind.create is None or kind.tags_after:
        return False
    named = "tags" in template.fields(kind.create.with_) or any("tags" in call.takes for call in kind.after)
    return named or bool(shapes.member(shape, "tags"))


def change(actions: Actions, known: Mapping[str, Any], old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Make the new tags of the old ones, and say whether there are calls for it; `known` names the resource."""
    tagging = actions.kind.tagging or actions.service.tags
    if tagging is None:
        return False
    here = {**known, "tagged": template.text(actions.kind.tagged, known)}
    gone = [key for key in old if key not in new]
    if gone:
        actions.call(tagging.remove, {**here, "keys": gone, "pairs": [{"Key": key} for key in gone]}, {})
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    if changed:
        actions.call(tagging.add, {**here, "tags": changed}, {})
    return True


def listed(answer: Any, shape: Shape | None) -> dict[str, str]:
    """The tags in a list of pairs or a map."""
    if isinstance(shape, ListShape):
        pair = shapes.pair(shape.member)
        return {each[pair[0]]: each.get(pair[1], "") for each in answer or ()} if pair else {}
    return dict(answer or {})


def tags_in(record: Any, shape: Shape | None, names: Mapping[str, str]) -> dict[str, str] | None:
    """The tags that a record of the resource tells; None if records of this kind do not have them."""
    if "tags" in names:
        path = paths.parse(names["tags"])
    else:
        found = next(
            (name for name in _SPELLINGS if isinstance(shape, StructureShape) and name in shape.members), ""
        )
        if not found:
            return None
        path = (paths.Member(name=found),)
    return listed(paths.get(record, path), shapes.at(shape, path))
