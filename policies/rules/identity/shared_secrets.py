"""Secrets that a partner has, too: changed by people, who are told when it is time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from policies.reading.choice import one_is_good
from policies.reading.providers import tags_of
from policies.reading.rotation import schedule_days
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_OLDEST_DAYS = 90
"""As for other secrets (rules/identity/rotation.py)."""
_TAG = "rotate-days"
_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"


def _rotation_off(rotation: View, days: int) -> str | None:
    return "is switched off" if rotation.get("rotationEnabled", True) is False else None


def _schedule_off(schedule: View, days: int) -> str | None:
    if schedule.get("state", "ENABLED") != "ENABLED" or schedule.has("endDate"):
        return "is switched off, or ends"
    least = schedule_days(str(schedule.get("scheduleExpression")))
    return f"comes every {least:g} days" if least > days else None


def _alert_off(alert: View, days: int) -> str | None:
    return "is switched off" if str(alert.get("status", "ENABLED")).upper() != "ENABLED" else None


_Reminder = tuple[str, str, Callable[[View, int], str | None]]


def _changed(*reminders: _Reminder) -> Check:
    """`reminders`: types of what changes the secret or reminds people, where each names it, and what makes it
    useless."""

    def check(secret: View) -> Outcome:
        text = tags_of(secret).get(_TAG)
        if text is None:
            return NotApplicable("nobody outside has it")
        days = int(text)
        if not 0 < days <= _OLDEST_DAYS:
            return f"the tag {_TAG} is {days}, at most {_OLDEST_DAYS} are allowed"
        faults: list[str] = []
        for type_, path, wrong in reminders:
            found = one_is_good(secret.referring(type_, path), partial(_named, wrong, days))
            if found is None:
                return None
            faults += found
        return next(iter(faults), f"nothing changes it every {days} days, and nothing reminds people to")

    return check


def _named(wrong: Callable[[View, int], str | None], days: int, reminder: View) -> str | None:
    fault = wrong(reminder, days)
    return None if fault is None else f"{reminder.name} {fault}: it is to be changed every {days} days"


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
                (_ROTATION, "secretId", _rotation_off),
                ("aws:scheduler/schedule:Schedule", "target.input", _schedule_off),
            ),
            "alicloud:kms/secret:Secret": _changed(
                ("alicloud:sls/alert:Alert", "configuration.annotations", _alert_off)
            ),
        },
        scope=Scope.STACK,
    ),
)
