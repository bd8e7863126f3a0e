"""What instances begin with."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_MOST_BYTES = 32 * 1024
"""Before it is encoded. Source: ECS documentation "Instance user data", 2026-08."""


def user_data(case: Case) -> Iterator[Finding]:
    """User data is Base64 of at most 32 KiB."""
    for place in case.places("userData"):
        try:
            script = base64.b64decode(str(place.value), validate=True)
        except (binascii.Error, ValueError):
            yield case.refuse(place.path, "must be encoded as Base64", place.value)
            continue
        if len(script) > _MOST_BYTES:
            yield case.refuse(
                place.path, f"must have at most {_MOST_BYTES} bytes before it is encoded", len(script)
            )
