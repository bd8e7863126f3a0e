"""What people read next to a resource when the local cloud says no."""

from __future__ import annotations

from collections.abc import Iterable

from infra.local.contract import CloudError, NotEmulated, RefusedError
from infra.local.show import finding_text


def refusal_text(error: RefusedError | CloudError, *, simulated: bool) -> str:
    """One line for each reason."""
    label = "simulated cloud" if simulated else "local cloud"
    if isinstance(error, RefusedError):
        lines = [f"{label}: the real cloud would refuse this:"]
        return "\n".join([*lines, *(f"  {finding_text(finding)}" for finding in error.findings)])
    call = f"{error.call.service} {error.call.operation}" if error.call else ""
    code = "" if not error.code or error.code in str(error) else error.code
    return ": ".join(part for part in (label, call, code, str(error)) if part)


def not_emulated_text(missing: Iterable[NotEmulated]) -> str:
    """What was asked for and is not there, properties with the same reason together; empty if all is there."""
    reasons: dict[str, list[str]] = {}
    for one in missing:
        reasons.setdefault(one.why, []).append(one.path or "all of it")
    return "; ".join(
        f"not emulated: {', '.join(sorted(paths))}{f' ({why})' if why else ''}" for why, paths in reasons.items()
    )
