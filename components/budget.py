"""A monthly cost limit that tells people before it is reached."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class BudgetArgs:
    """The limit and who hears of it."""

    monthly_limit_usd: int
    emails: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BudgetOutputs:
    """The budget's name."""

    budget_name: pulumi.Output[str]


class Budget(Component[BudgetArgs, BudgetOutputs]):
    """The budget of one stack."""

    token = "floodgate:index:Budget"
