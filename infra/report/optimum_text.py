"""The cheapest plan as text: what would be enough, what it saves, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.capacity.plan.optimise import Choice, Optimum
from infra.capacity.prices import Price
from infra.report.simulation_words import breach_words, clock


def optimum_text(found: Sequence[Optimum], prices: Mapping[str, Price]) -> RenderableType:
    """Campaign by campaign; prices are those of an hour of one instance of each service."""
    if not found:
        return Text("The everyday floors hold for every campaign ahead: there is nothing to save.")
    parts: list[RenderableType] = [
        Text("The cheapest floors that hold", "bold"),
        Text("played with headroom around the peak, with all zones and with one lost at the worst second", "dim"),
    ]
    for optimum in found:
        parts += ["", _choices(optimum, prices), *_proof(optimum)]
    return Group(*parts, "", *_prices(prices))


def _choices(optimum: Optimum, prices: Mapping[str, Price]) -> Table:
    table = Table(title=optimum.campaign, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    table.add_column("service")
    for head in ("plan", "enough", "hours", "saves"):
        table.add_column(head, justify="right")
    table.add_column("with")
    for choice in optimum.choices:
        table.add_row(
            choice.service,
            str(choice.planned),
            str(choice.instances) if choice.holds else "more than the cap",
            f"{choice.hours:.1f}" if choice.hours else "",
            _saved(choice, prices.get(choice.service)),
            choice.lever.value,
            style="" if choice.holds else "red",
        )
    return table


def _saved(choice: Choice, price: Price | None) -> str:
    hours = choice.planned_hours - choice.instance_hours
    if price is None or hours <= 0:
        return ""
    return f"{hours * price.amount:,.2f} {price.currency}"


def _proof(optimum: Optimum) -> Iterator[Text]:
    lasts = f"{optimum.seconds // 60} minutes from {optimum.start:%Y-%m-%d %H:%M} UTC"
    if optimum.holds:
        yield Text.assemble(("  holds", "bold green"), f": all services together, {lasts}")
        return
    yield Text.assemble(("  does not hold", "bold red"), f": all services together, {lasts}")
    for words, breaches in (("", optimum.breaches), ("with a zone lost, ", optimum.zone_lost_breaches)):
        for breach in breaches:
            yield Text(f"    {words}{breach_words(breach)}, from {clock(breach.second)}", "red")


def _prices(prices: Mapping[str, Price]) -> Iterator[Text]:
    marks = sorted({f"{price.mark}, {price.date}" for price in prices.values()})
    if marks:
        yield Text(f"Prices of infra/capacity/prices.csv ({'; '.join(marks)})", "dim")
