"""What the checker says about one resource."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infra.preview.plan import Resource


class Severity(StrEnum):
    """Whether it fails or only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One input, or the lack of one, that the provider or the service would refuse."""

    urn: str
    type: str
    name: str
    path: str
    """Place in the inputs; empty for the resource as a whole."""
    kind: str
    """The violated rule: `required`, `enum`, `unknown-argument`, `auto-name`, ..."""
    value: Any
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.name}.{self.path}" if self.path else self.name
        value = "" if self.value is None else f", got {self.value!r}"
        return f"{self.severity}: {self.type} {place}: {self.message}{value} [{self.kind}]"


def problem(
    resource: Resource,
    path: str,
    kind: str,
    message: str,
    value: Any = None,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem of `resource`."""
    return Problem(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        path=path,
        kind=kind,
        value=value,
        message=message,
        severity=severity,
    )
