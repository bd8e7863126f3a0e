"""The limits of a capacity plan as text: what is used of them, quotas to raise, and what nobody has measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from infra.capacity.assumption import Assumption
from infra.capacity.plan.number import Check, Number, Quota, amount


def titled(title: str, *heads: str) -> Table:
    """A table without lines, under its title."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head)
    return table


def value_words(number: Number) -> str:
    """`7,800 requests/s`, `37 % of the writer's throughput`."""
    if number.unit.startswith("of the"):
        return f"{number.value:.0%} {number.unit}".replace("%", " %")
    return f"{amount(number.value)} {number.unit}"


def limits_table(checks: Sequence[Check]) -> Table:
    """Of each thing the limit that it comes closest to, the closest first."""
    table = titled("Limits", "what")
    for head in ("needed", "limit", "used"):
        table.add_column(head, justify="right")
    table.add_column("because")
    closest: dict[str, Check] = {}
    for check in checks:
        if check.where not in closest or _used(check) > _used(closest[check.where]):
            closest[check.where] = check
    for check in sorted(closest.values(), key=lambda each: -_used(each)):
        limit = check.limit
        table.add_row(
            check.where,
            value_words(check.need),
            f"{limit.value:.0%}".replace("%", " %") if limit.unit.startswith("of the") else amount(limit.value),
            f"{_used(check):.0%}".replace("%", " %"),
            limit.reason,
            style="" if check.holds else "red",
        )
    return table


def quotas_text(quotas: Sequence[Quota]) -> Iterator[Table | Text]:
    """Those that somebody must look at, and how many a new account has enough of."""
    asked = [quota for quota in quotas if quota.default is None or quota.need.value > quota.default]
    if asked:
        table = titled("Quotas that the account must have (the plan cannot see them)", "where", "quota")
        for head in ("needed", "a new account has"):
            table.add_column(head, justify="right")
        table.add_column("")
        for quota in asked:
            default = "not published" if quota.default is None else amount(quota.default)
            table.add_row(
                quota.where,
                quota.name,
                value_words(quota.need),
                default,
                "look it up" if quota.default is None else "raise it",
            )
        yield table
    enough = len(quotas) - len(asked)
    yield Text(f"A new account has enough of {enough} more quotas; --json lists them", "dim")


def assumptions_text(found: Sequence[Assumption]) -> Iterator[Text]:
    """Every default in use once, with the number of sources that use it."""
    yield Text("Numbers that nobody gave: [V] verified, [S] secondary source, [D] derived, [A] assumed", "bold")
    many = Counter((each.where.rpartition(".")[2], each.key, each.default) for each in found)
    for (kind, key, default), times in many.items():
        words = f"  {kind}.{key} = {default.value:,g} [{default.mark}] {default.basis}"
        yield Text(words if times == 1 else f"{words}; {times} times", "dim")


def _used(check: Check) -> float:
    if not check.limit.value:
        return float("inf") if check.need.value else 0.0
    return check.need.value / check.limit.value
