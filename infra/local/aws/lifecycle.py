"""Creates, changes and deletes one resource with the calls that its table names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.local.aws import odd, tags, template
from infra.local.aws.actions import Actions, said_in
from infra.local.aws.outputs import described
from infra.local.aws.table import Call
from infra.local.contract import CloudError, Inputs

_CREATION = ""
"""Stands among the changed properties for a creation."""


def create(actions: Actions, call: Call, known: Mapping[str, Any], said: Inputs) -> tuple[str, dict[str, Any]]:
    """Create what is said; its id, and the outputs that are no inputs."""
    kind = actions.kind
    sent = odd.encode(kind.odd, said)
    known = {**known, **sent}
    carried = actions.carried(call, {name: value for name, value in sent.items() if name != "region"})
    if isinstance(carried.get("tags"), dict) and not tags.carries_tags(kind, actions.shape(call)):
        del carried["tags"]
    answer = actions.call(call, known, carried)
    try:
        id_ = template.text(kind.id, {**known, "answer": answer})
    except template.MissingError as error:
        raise CloudError(f"the answer to the creation has no id: {error}: {answer}", code="NoId") from None
    made = described(kind.outputs, {**known, "answer": answer, "id": id_})
    made |= _after(actions, {**known, **made, "id": id_}, sent, {_CREATION, *sent})
    if isinstance(sent.get("tags"), dict) and not tags.carries_tags(kind, actions.shape(call)):
        tags.change(actions, {**known, **made, "id": id_}, {}, sent["tags"])
    return id_, made


def judge(actions: Actions, known: Mapping[str, Any]) -> None:
    """Refuse what the service's model does in a placeholder, though nobody is called."""
    call, inputs = actions.kind.judged, actions.wanted.inputs
    if call:
        said = {name: value for name, value in inputs.items() if name not in ("region", "tags")}
        actions.judged(call, {**known, **inputs}, actions.placed(call, said))


def update(
    actions: Actions, known: Mapping[str, Any], said: Inputs, changed: set[str]
) -> tuple[dict[str, Any], set[str]]:
    """Make the changes; the outputs that are new, and the changed properties that no call could carry.

    Tags are not among the changes: they have calls of their own.
    """
    kind = actions.kind
    sent = odd.encode(kind.odd, said)
    untagged = {name: value for name, value in sent.items() if name not in ("region", "tags")}
    made: dict[str, Any] = {}
    done: set[str] = set()
    for call in kind.update:
        carried = actions.placed(call, sent if "tags" in call.takes else untagged)
        concerned = changed & {*carried, *said_in(call), *call.takes}
        done |= concerned
        if concerned and _has_delta(call, known) and _meant(call, sent):
            answer = actions.call(call, {**known, **sent, **made}, carried)
            made |= described(call.outputs, {**known, "answer": answer})
    made |= _after(actions, {**known, **made}, sent, changed)
    return made, changed - done - {name for call in kind.after for name in (*call.takes, *call.again)}


def delete(actions: Actions, known: Mapping[str, Any], inputs: Inputs) -> None:
    """Do the calls of a deletion."""
    sent = odd.encode(actions.kind.odd, inputs)
    for call in actions.kind.delete:
        actions.call(call, {**known, **sent}, actions.carried(call, sent) if call.takes else {})


def _after(actions: Actions, known: Mapping[str, Any], sent: Inputs, changed: set[str]) -> dict[str, Any]:
    """Do the calls that follow a creation or an update, as far as they carry something that has changed."""
    made: dict[str, Any] = {}
    for call in actions.kind.after:
        concerned = {*call.takes, *call.again} or {_CREATION}
        if changed & concerned and _meant(call, sent):
            carried = actions.carried(call, sent) if call.takes else {}
            answer = actions.call(call, {**known, **sent, **made}, carried)
            made |= described(call.outputs, {**known, "answer": answer})
    return made


def _meant(call: Call, sent: Inputs) -> bool:
    """Whether the inputs are those that the call is for."""
    return all(sent.get(name) == value for name, value in call.when.items())


def _has_delta(call: Call, known: Mapping[str, Any]) -> bool:
    """Whether a call that adds or takes away has something to add or take away, or carries more than that."""
    deltas = {field for field in template.fields(call.with_) if field.startswith(("added.", "removed."))}
    more = set(call.takes) - {field.partition(".")[2] for field in deltas}
    return not deltas or bool(more) or any(template.fill(f"{{{field}}}", known) for field in deltas)


def delta(old: Inputs, new: Inputs) -> dict[str, dict[str, list[Any]]]:
    """The elements that lists have more or less than before, as the templates of an update name them."""
    added: dict[str, list[Any]] = {}
    removed: dict[str, list[Any]] = {}
    for name in old.keys() | new.keys():
        before, after = old.get(name) or [], new.get(name) or []
        if isinstance(before, list) and isinstance(after, list):
            more, less = [x for x in after if x not in before], [x for x in before if x not in after]
            added |= {name: more} if more else {}
            removed |= {name: less} if less else {}
    return {"added": added, "removed": removed}
