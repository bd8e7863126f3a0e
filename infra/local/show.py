"""How an input is shown to people, and findings about it."""

from __future__ import annotations

import json
from typing import Any

from infra.local.contract import Finding, Wanted
from infra.preview.paths import within
from infra.preview.plan import SECRET

LONGEST = 120
"""Characters of a value in a message; more would bury the message."""


def finding(wanted: Wanted, path: str, what: str, value: Any = None, fix: str = "") -> Finding:
    """What is wrong with one input of a resource; `value` is what was given there, None for nothing."""
    return Finding(
        resource=f"{wanted.type} {wanted.name}",
        property=path,
        what=what,
        given=SECRET if _secret(wanted, path) else show(value),
        fix=fix,
    )


def finding_text(finding: Finding) -> str:
    """`visibilityTimeoutSeconds must be between 0 and 43200, got 50000; ...`."""
    parts = [f"{finding.property} {finding.what}".lstrip()]
    if finding.given:
        parts.append(f", got {finding.given}")
    if finding.fix:
        parts.append(f"; {finding.fix}")
    return "".join(parts)


def show(value: Any) -> str:
    """A value on one line: texts as they are, `nothing` for None, everything else as JSON, long ones cut."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _secret(wanted: Wanted, path: str) -> bool:
    return any(within(path, secret) or within(secret, path) for secret in wanted.secret)
