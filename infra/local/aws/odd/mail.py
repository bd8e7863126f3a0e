"""Mail domains."""

from __future__ import annotations

import hashlib
from typing import Any

_TOKENS = 3


def finish(outputs: dict[str, Any]) -> dict[str, Any]:
    """With the tokens of its keys, in the block that the program gives, too; moto never makes any."""
    domain = str(outputs["emailIdentity"])
    tokens = [hashlib.sha256(f"{domain}/{index}".encode()).hexdigest()[:32] for index in range(_TOKENS)]
    return outputs | {"dkimSigningAttributes": {**outputs.get("dkimSigningAttributes", {}), "tokens": tokens}}
