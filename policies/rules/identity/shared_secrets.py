"""Secrets that a partner has, too: changed by people, who are told when it is time."""

from __future__ import annotations

from collections.abc import Callable

from policies.reading.providers import tags_of
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_OLDEST_DAYS = 90
"""As for other secrets (rules/identity/rotation.py)."""
_TAG = "rotate-days"
_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"


def _changed(*reminders: tuple[str, str]) -> Callable[[View], Outcome]:
    """`reminders`: types of what changes the secret or reminds people, and where each names it."""

    def check(secret: View) -> Outcome:
        days = tags_of(secret).get(_TAG)
        if days is None:
            return NotApplicable("nobody outside has it")
        if not 0 < int(days) <= _OLDEST_DAYS:
            return f"the tag {_TAG} is {days}, at most {_OLDEST_DAYS} are allowed"
        if any(secret.referring(type_, path) for type_, path in reminders):
            return None
        return f"nothing changes it every {days} days, and nothing reminds people to"

    return check


RULES = (
    Rule(
        id="identity-shared-secret-reminder",
        title="Secrets that a partner has, too, are changed every 90 days: something does it, or reminds people",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="A key that a marketplace or a card processor has is in their hands as well; whoever leaves there"
        " takes it along, and orders in the shop's name are accepted.",
        remediation="name the secret under `shared_secrets:` in shop.yaml, with `rotate_days` of 90 or less",
        source="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
        checks={
            "aws:secretsmanager/secret:Secret": _changed(
                (_ROTATION, "secretId"), ("aws:scheduler/schedule:Schedule", "target.input")
            ),
            "alicloud:kms/secret:Secret": _changed(("alicloud:sls/alert:Alert", "configuration.annotations")),
        },
        scope=Scope.STACK,
    ),
)
