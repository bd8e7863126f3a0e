"""Buckets: what is in one goes first where the program says so, and moto cannot read every policy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infra.local.aws.actions import Actions


def encode_policy(inputs: dict[str, Any]) -> dict[str, Any]:
    """The policy with its statements about everybody last, which means the same.

    moto's check of who may deliver logs stops at such a statement.
    """
    try:
        policy = json.loads(inputs.get("policy", ""))
        statements = sorted(policy["Statement"], key=lambda each: not isinstance(each.get("Principal"), dict))
    except (ValueError, TypeError, KeyError, AttributeError):
        return inputs  # not a policy: the service says so
    return inputs | {"policy": json.dumps({**policy, "Statement": statements})}


def empty(actions: Actions, outputs: Mapping[str, Any]) -> None:
    """Delete every version of every object of a bucket with `forceDestroy`; any other must be empty."""
    if not outputs.get("forceDestroy"):
        return
    bucket = {"Bucket": outputs["bucket"]}
    found = actions.clients.all_pages("s3", actions.region, "ListObjectVersions", bucket, _shown)
    for version in [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]:
        which = {"Key": version["Key"], "VersionId": version["VersionId"], "BypassGovernanceRetention": True}
        actions.clients.call("s3", actions.region, "DeleteObject", {**bucket, **which}, _shown)


def _shown(value: Any) -> Any:
    """Nothing is secret in the names of objects."""
    return value
