"""A capacity plan as text that people read in a terminal: calendar, peaks, sizes with their reasons, limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.capacity.calendar import Calendar, Campaign
from infra.capacity.plan.assumed import assumptions
from infra.capacity.plan.cloud import CloudFacts
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.pools import PoolPlan
from infra.capacity.plan.series import Peak
from infra.capacity.plan.stores import StoreNeed
from infra.report.capacity_limits_text import assumptions_text, limits_table, quotas_text, titled, value_words

_TIME = "%Y-%m-%d %H:%M"


def capacity_text(
    stack: str, plan: CapacityPlan, calendar: Calendar, peaks: Sequence[Peak], cloud: CloudFacts
) -> RenderableType:
    """Everything, the shortfalls first."""
    parts: list[RenderableType] = [_head(stack, plan), ""]
    if plan.shortfalls:
        parts += [*_shortfalls(plan.shortfalls), ""]
    if not plan.ahead:
        return Group(*parts, "No campaign is ahead: everything has its everyday size.")
    parts += [_calendar(plan, calendar, peaks), "", _peaks(plan), "", _services(plan), ""]
    if schedule := list(_schedule(plan)):
        parts += [*schedule, ""]
    names = [campaign.name for campaign in plan.ahead]
    parts += [_stores(plan), "", limits_table(plan.checks), "", *quotas_text(plan.quotas), ""]
    parts += assumptions_text((*calendar.assumptions(*names), *assumptions(cloud)))
    return Group(*parts)


def _head(stack: str, plan: CapacityPlan) -> Text:
    verdict = ("everything fits", "bold green")
    if plan.shortfalls:
        few = len(plan.shortfalls)
        verdict = ("1 limit is too low" if few == 1 else f"{few} limits are too low", "bold red")
    campaigns = f"{len(plan.ahead)} campaigns ahead" if len(plan.ahead) != 1 else "1 campaign ahead"
    return Text.assemble((stack, "bold"), f": the plan for {plan.clock:{_TIME}} UTC, {campaigns}: ", verdict)


def _shortfalls(checks: Sequence[Check]) -> Iterator[Text]:
    yield Text("What does not fit", "bold red")
    for check in checks:
        campaign = f" for {check.campaign}" if check.campaign else ""
        yield Text.assemble(
            (f"  {check.where}: needs {value_words(check.need)}{campaign}, has {value_words(check.limit)}", "red")
        )
        yield Text(f"    why   {check.need.reason}")
        yield Text(f"    limit {check.limit.reason}")
        yield Text(f"    fix   {check.fix}")


def _calendar(plan: CapacityPlan, calendar: Calendar, peaks: Sequence[Peak]) -> Table:
    table = titled("Calendar", "campaign", "from", "until", "zone", "in preparation from", "now", "headroom")
    table.add_column("most visits begin", justify="right")
    for campaign, peak in zip(plan.ahead, peaks, strict=True):
        zone = ZoneInfo(campaign.time_zone)
        prepared = campaign.window_start - timedelta(days=calendar.prepare_days)
        table.add_row(
            campaign.name,
            f"{campaign.window_start.astimezone(zone):{_TIME}}",
            f"{campaign.window_end.astimezone(zone):{_TIME}}",
            campaign.time_zone,
            f"{prepared.astimezone(zone):%Y-%m-%d}",
            _state(plan, campaign),
            f"{campaign.headroom_ratio:.0%}",
            f"{amount(peak.value)}/s at {_local(peak.at, campaign)}",
        )
    return table


def _state(plan: CapacityPlan, campaign: Campaign) -> str:
    if campaign.name in plan.running:
        return "under way"
    return "in preparation" if campaign.name in plan.preparing else "ahead"


def _peaks(plan: CapacityPlan) -> Table:
    """For each thing the campaign that asks most of it."""
    table = titled("Peaks, without headroom", "what")
    table.add_column("most", justify="right")
    for head in ("campaign", "when"):
        table.add_column(head)
    campaigns = {campaign.name: campaign for campaign in plan.ahead}
    for what, unit, found in _found_peaks(plan):
        peak = max(found, key=lambda each: each.value)
        when = _local(peak.at, campaigns[peak.campaign]) if peak.value else ""
        table.add_row(what, f"{amount(peak.value)} {unit}", peak.campaign if peak.value else "", when)
    return table


def _found_peaks(plan: CapacityPlan) -> Iterator[tuple[str, str, Sequence[Peak]]]:
    for name, pool in plan.pools.items():
        yield name, "requests/s", [need.peak for need in pool.needs]
    for name, database in plan.databases.items():
        yield f"database {name}", "reads/s", database.reads
        yield f"database {name}", "writes/s", database.writes
    for name, cache in plan.caches.items():
        yield f"cache {name}", "operations/s", cache.operations
    for name, stored in plan.tables.items():
        yield f"table {name}", "reads/s", stored.reads
        yield f"table {name}", "writes/s", stored.writes
    for name, queue in plan.queues.items():
        yield f"queue {name}", "messages/s", queue
    for name, stream in plan.streams.items():
        yield f"stream {name}", "events/s", stream.events
    for name, search in plan.searches.items():
        yield f"search {name}", "queries/s", search.queries
        yield f"search {name}", "updates/s", search.updates
    for name, model in plan.models.items():
        yield f"model {name}", "invocations/s", model.invocations
    for name, mail in plan.mails.items():
        yield f"mails of {name}", "mails/s", mail.mails


def _services(plan: CapacityPlan) -> Table:
    table = titled("Services", "service")
    for head in ("now", "most needed", "cap"):
        table.add_column(head, justify="right")
    for head in ("for", "why", "without a schedule"):
        table.add_column(head)
    for name, pool in plan.pools.items():
        most = pool.most
        if most is None:
            continue
        table.add_row(
            name,
            amount(pool.floor.value),
            amount(most.instances.value),
            amount(pool.cap.value),
            most.campaign,
            most.instances.reason,
            _reaction(pool),
            style="red" if most.instances.value > pool.cap.value else "",
        )
    return table


def _reaction(pool: PoolPlan) -> str:
    """Which campaigns target tracking alone would miss."""
    late = [need.campaign for need in pool.needs if not need.reaction.follows]
    return f"too late for {', '.join(late)}" if late else "target tracking would follow"


def _schedule(plan: CapacityPlan) -> Iterator[Text]:
    """The floors to come, of those pools that have any."""
    raised = [(name, pool) for name, pool in plan.pools.items() if pool.steps]
    if raised:
        yield Text("Floors to come (UTC)", "bold")
    for name, pool in raised:
        steps = ", ".join(f"{step.instances} from {step.at:{_TIME}}" for step in pool.steps)
        yield Text(f"  {name}: {amount(pool.floor.value)} now, {steps}")


def _stores(plan: CapacityPlan) -> Table:
    table = titled("Stores and what stands around", "what")
    for head in ("now", "most needed"):
        table.add_column(head, justify="right")
    table.add_column("for")
    table.add_column("why")
    for what, now, needs in _sizes(plan):
        most = max(needs, key=lambda need: need.number.value)
        table.add_row(
            what, now, value_words(most.number), most.campaign if most.number.value else "", most.number.reason
        )
    return table


def _sizes(plan: CapacityPlan) -> Iterator[tuple[str, str, Sequence[StoreNeed]]]:
    for name, database in plan.databases.items():
        yield f"database {name}", amount(database.readers.value), database.needs
        yield f"database {name}, writer", "", database.writer
    for name, cache in plan.caches.items():
        yield f"cache {name}", amount(cache.shards.value), cache.needs
    for name, stored in plan.tables.items():
        yield f"table {name}", _warm(stored.warm_reads), stored.read_needs
        yield f"table {name}", _warm(stored.warm_writes), stored.write_needs
    for name, balancer in plan.balancers.items():
        needs = [StoreNeed(campaign=campaign, number=number) for campaign, number in balancer.needs]
        yield f"load balancer {name}", amount(balancer.units.value), needs
    for name, stream in plan.streams.items():
        yield f"stream {name}", amount(stream.shards.value), stream.needs
    for name, search in plan.searches.items():
        yield f"search {name}", amount(search.nodes.value), search.needs
    for name, model in plan.models.items():
        yield f"model {name}", amount(model.floor.value), model.needs
    yield "calls of all queues", "", plan.message_calls
    yield "stock counter of the product that sells most", "", plan.hot_keys


def _warm(number: Number | None) -> str:
    return "" if number is None else f"warm for {amount(number.value)}"


def _local(at: datetime, campaign: Campaign) -> str:
    return f"{at.astimezone(ZoneInfo(campaign.time_zone)):%Y-%m-%d %H:%M:%S}"
