"""What a rule is: one row with an id, a severity, what to do about it, and one check per Pulumi type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policies.facts import Environment
from policies.view import NotEvaluated, View


class Severity(StrEnum):
    """How much a violation may cost; worst first."""

    CRITICAL = "critical"
    """One mistake away from data or the shop lost."""
    HIGH = "high"
    """A sale or an audit fails because of it."""
    MEDIUM = "medium"
    """A second line of defence is missing."""
    LOW = "low"
    """Good order."""

    @property
    def rank(self) -> int:
        """0 is worst."""
        return list(Severity).index(self)


class Area(StrEnum):
    """What a rule is about; rules/ has one folder for each."""

    NETWORK = "network"
    ENCRYPTION = "encryption"
    IDENTITY = "identity"
    DATA_PROTECTION = "data-protection"
    LOGGING = "logging"
    EDGE = "edge"
    RESILIENCE = "resilience"
    CAPACITY = "capacity"
    COST = "cost"
    TAGGING = "tagging"


class Scope(StrEnum):
    """What a check needs to see."""

    RESOURCE = "resource"
    """The resource alone, so `pulumi up` can refuse it before it is created."""
    STACK = "stack"
    """Other resources of the stack, or what the stack says about itself."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A resource that a rule does not speak about, although its type has a check."""

    reason: str


Outcome = str | NotApplicable | None
"""What is wrong (lower case, no final period, with the value), or that nothing is."""

Check = Callable[[View], Outcome]
"""Judges one resource. Reading a value that is not known yet ends it: the verdict is then "not evaluated"."""

STACK = "pulumi:pulumi:Stack"
"""Key in `checks` for what a stack must have as a whole, for example an audit trail."""
EVERY_TYPE = "*"
"""Key in `checks` for every custom resource."""
EVERYWHERE = frozenset(Environment)
LIVE = frozenset({Environment.STAGING, Environment.PROD})
"""Where a failure is noticed: production, and staging, which has its shape."""
PRODUCTION = frozenset({Environment.PROD})


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One control. The clauses of the frameworks it serves are in controls.csv, under its id."""

    id: str
    """`<thing>-<state>`; the prefix `stack-` says that it is about several resources. Stable: waivers name it."""
    title: str
    """What is true where the rule holds, as a sentence without final period."""
    area: Area
    severity: Severity
    why: str
    """What happens to the shop where it does not hold, in one or two sentences."""
    remediation: str
    """What to change, in the arguments of our own components and stack files."""
    source: str
    """Where the condition comes from (URL)."""
    checks: Mapping[str, Check]
    """Canonical Pulumi type (see twins.py), `STACK` or `EVERY_TYPE` -> check."""
    not_applicable: Mapping[str, str] | None = None
    """Cloud without a check -> why there is none."""
    scope: Scope = Scope.RESOURCE
    environments: frozenset[Environment] = EVERYWHERE
    """Where it is demanded."""
    waivable: bool = True
    """False where no reason could be good enough."""


def forbidden(what: str) -> Check:
    """A check that no resource of its type can pass."""

    def check(resource: View) -> Outcome:
        return what

    check.__name__ = FORBIDDEN
    return check


FORBIDDEN = "forbidden"


def undecidable(why: str) -> Check:
    """A check that no program can pass or fail, because the provider has no resource for what it asks."""

    def check(resource: View) -> Outcome:
        raise NotEvaluated(why)

    check.__name__ = UNDECIDABLE
    return check


UNDECIDABLE = "undecidable"
