"""What one command of the engine did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

_NOTHING = {"same", "read", "refresh"}
_LAST_LINES = 60


@dataclass(frozen=True, kw_only=True)
class Run:
    """A command that has ended."""

    command: str
    code: int
    text: str
    seconds: float
    events: list[dict[str, Any]] = field(default_factory=list)

    def ok(self) -> Run:
        """Itself, if the command succeeded; otherwise the test fails with what the user would have read."""
        assert self.code == 0, f"{self.command}: exit code {self.code}\n{self.told}"
        return self

    @property
    def told(self) -> str:
        """The last lines that a user reads."""
        return "\n".join(self.text.splitlines()[-_LAST_LINES:])

    @property
    def counts(self) -> dict[str, int]:
        """Operation -> resources, as the summary says."""
        for event in self.events:
            if "summaryEvent" in event:
                return dict(event["summaryEvent"]["resourceChanges"])
        return {}

    @property
    def changed(self) -> dict[str, str]:
        """URN -> create, update, replace or delete: everything that the engine did or would do."""
        done: defaultdict[str, set[str]] = defaultdict(set)
        for event in self.events:
            if "resourcePreEvent" in event:
                metadata = event["resourcePreEvent"]["metadata"]
                done[metadata["urn"]].add(metadata["op"])
        return {urn: _change(found) for urn, found in done.items() if found - _NOTHING}

    @property
    def errors(self) -> list[str]:
        """What the engine complained of."""
        return [
            event["diagnosticEvent"]["message"]
            for event in self.events
            if event.get("diagnosticEvent", {}).get("severity") == "error"
        ]

    @property
    def violations(self) -> list[str]:
        """Mandatory policies that do not hold."""
        return [
            event["policyEvent"]["message"]
            for event in self.events
            if event.get("policyEvent", {}).get("enforcementLevel") == "mandatory"
        ]


def _change(operations: set[str]) -> str:
    plain = operations - _NOTHING
    return "replace" if any("replace" in operation for operation in plain) else plain.pop()
