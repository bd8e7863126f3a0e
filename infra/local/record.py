"""What became of each resource of a stack when it was created."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from infra.local.contract import Call, Created, Finding, Wanted
from infra.preview.plan import Plan, Resource


class Outcome(StrEnum):
    """What became of one resource."""

    CREATED = "created"
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not tried: something that it needs is not there, or the creation had stopped."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a resource was not created: the real cloud would refuse it (`findings`), or a call failed."""

    answer: str
    """What the cloud said."""
    code: str = ""
    """The service's error code, if it gave one."""
    call: Call | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """One resource that a cloud was to create."""

    resource: Resource
    """As in a plan: secrets masked."""
    outcome: Outcome
    wanted: Wanted | None = None
    """What was sent; None for what was not tried."""
    created: Created | None = None
    failure: Failure | None = None
    missing: tuple[str, ...] = ()
    """URNs of what it needs and what is not there; none if the creation had stopped before."""


@dataclass(frozen=True, kw_only=True)
class Creation:
    """All resources of one stack, in the order of their creation."""

    plan: Plan
    """Everything that the program registered, with the ids and ARNs that the cloud gave."""
    made: tuple[Made, ...]
    interrupted: bool
    """It ended before the program did."""

    @property
    def created(self) -> tuple[Made, ...]:
        """What exists."""
        return tuple(made for made in self.made if made.outcome is Outcome.CREATED)

    @property
    def failed(self) -> tuple[Made, ...]:
        """What the cloud refused."""
        return tuple(made for made in self.made if made.outcome is Outcome.FAILED)

    @property
    def skipped(self) -> tuple[Made, ...]:
        """What was not tried."""
        return tuple(made for made in self.made if made.outcome is Outcome.SKIPPED)

    @property
    def complete(self) -> bool:
        """Everything exists."""
        return not self.interrupted and len(self.created) == len(self.made)
