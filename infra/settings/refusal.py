"""A calendar that asks for more than there is, told with the number that is the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.capacity.busiest import Unseen
from infra.capacity.plan.number import Check, amount
from infra.settings.load import CALENDAR_FILE
from infra.settings.problem import Problem, SettingsError
from infra.settings.yaml_source import read

_ROOT = Path(__file__).parents[2]


def refuse(checks: Sequence[Check]) -> None:
    """Stop for checks that nobody can make hold.

    Raises:
        SettingsError: there is one; each with the line of the campaign that needs most.
    """
    if not checks:
        return
    source = read(_ROOT, CALENDAR_FILE)
    raise SettingsError(
        Problem(
            file=CALENDAR_FILE,
            line=source.line(("campaigns", check.campaign)),
            path=source.text(("campaigns", check.campaign)),
            what=f"asks too much of {check.where}: {check.need.reason}",
            given=f"{amount(check.need.value)} {check.need.unit}",
            allowed=f"at most {amount(check.limit.value)} {check.limit.unit}: {check.limit.reason}",
            fix=check.fix,
        )
        for check in checks
    )


def refuse_unseen(found: Mapping[str, Sequence[Unseen]]) -> None:
    """Stop for campaigns longer than a day of which one day does not show everything.

    Raises:
        SettingsError: there is one: its limits would hold for what nobody has looked at.
    """
    if not any(found.values()):
        return
    source = read(_ROOT, CALENDAR_FILE)
    raise SettingsError(
        Problem(
            file=CALENDAR_FILE,
            line=source.line(("campaigns", name)),
            path=source.text(("campaigns", name)),
            what=f"has its most {each.what} on another day than its busiest: of more than a day only that is "
            "planned and played",
            given=f"{amount(each.most)} {each.unit} at {each.at:%Y-%m-%d %H:%M} UTC",
            allowed=f"at most the {amount(each.seen)} of the busiest day",
            fix="write what happens on that day as a campaign of its own: campaigns may overlap",
        )
        for name, several in found.items()
        for each in several
    )
