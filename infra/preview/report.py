"""The difference of two plans as data."""

from __future__ import annotations

from typing import Any

from infra.preview.diff import Action, Diff
from infra.preview.freeze import Freeze

SCHEMA = "floodgate.diff/1"


def diff_dict(diff: Diff, frozen: Freeze | None) -> dict[str, Any]:
    """The difference as the JSON object of schema `floodgate.diff/1` (docs/plan.md)."""
    return {
        "schema": SCHEMA,
        "stack": diff.plan.stack,
        "summary": {
            **{action.value.replace(" ", "_"): diff.count(action) for action in Action},
            "unchanged": diff.unchanged,
        },
        "steps": [
            {
                "action": step.action.value.replace(" ", "_"),
                "urn": step.resource.urn,
                "type": step.resource.type,
                "name": step.resource.name,
                "deleted_first": step.deleted_first,
                "changes": [
                    {
                        "path": change.path,
                        "before": change.before,
                        "after": change.after,
                        "effect": change.effect.value.replace(" ", "_"),
                        "because": change.because,
                    }
                    for change in step.changes
                ],
                "warnings": list(step.warnings),
            }
            for step in diff.steps
        ],
        "frozen": None
        if frozen is None
        else {
            "campaigns": list(frozen.campaigns),
            "until": f"{frozen.until:%Y-%m-%dT%H:%M:%SZ}",
            "refused": [{"urn": each.step.resource.urn, "why": each.why} for each in frozen.refusals],
        },
    }
