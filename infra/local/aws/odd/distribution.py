"""Distributions of CloudFront: an origin says that it is a bucket."""

from __future__ import annotations

from typing import Any


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """A bucket behind an access control has an empty identity of the older kind: the API demands one of both."""
    origins = [_origin(dict(origin)) for origin in inputs.get("origins", ())]
    return inputs | {"origins": origins}


def _origin(origin: dict[str, Any]) -> dict[str, Any]:
    if not origin.get("customOriginConfig") and not origin.get("s3OriginConfig"):
        origin["s3OriginConfig"] = {"originAccessIdentity": ""}
    return origin
