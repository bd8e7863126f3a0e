"""Which violations stop a deployment, by environment and severity."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from policies.facts import Environment
from policies.rule import Severity


class Level(StrEnum):
    """What a violation does."""

    MANDATORY = "mandatory"
    """`pulumi up` refuses, `floodgate preview` exits with 1."""
    ADVISORY = "advisory"
    """It is reported."""


FAIL_ON: Mapping[Environment, Severity] = {
    Environment.PROD: Severity.HIGH,
    Environment.STAGING: Severity.HIGH,
    Environment.DEV: Severity.CRITICAL,
}
"""The least severity that stops a deployment. What is high fails a sale or an audit, and dev has neither."""


def level(environment: Environment, severity: Severity, fail_on: Severity | None = None) -> Level:
    """What a violation of a rule does; `fail_on` is what a person asked for instead."""
    least = fail_on or FAIL_ON[environment]
    return Level.MANDATORY if severity.rank <= least.rank else Level.ADVISORY
