"""Databases, caches and tables: the size that each campaign needs, and what they have now."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from infra.capacity.journey import ServiceLoad
from infra.capacity.plan.inputs import CacheLimits, DatabaseLimits, StackLimits, TableLimits
from infra.capacity.plan.number import Number, amount
from infra.capacity.plan.series import Peak, peak
from infra.capacity.plan.work import Ahead, Work
from infra.capacity.sizing import ROUNDING

DATABASE_RATIO = 0.8
"""Highest share of the measured throughput of a database node (facts/capacity.md 3.2: x <= 0.8 of the best)."""
NODE_LOST_RATIO = 0.85
"""The same while one node is lost (assumption)."""
CACHE_RATIO = 0.6
"""The same of a shard: the rest is for its copies and for keys that are hotter than others (assumption)."""
_WARM_STEP = 1_000
"""Warm throughput is asked for in thousands, so that a slightly other forecast is no change."""

Effect = Callable[[ServiceLoad], float]


@dataclass(frozen=True, kw_only=True)
class StoreNeed:
    """What one campaign needs of one store."""

    campaign: str
    number: Number


@dataclass(frozen=True, kw_only=True)
class DatabasePlan:
    """One cluster."""

    name: str
    reads: tuple[Peak, ...]
    writes: tuple[Peak, ...]
    """Of the campaigns ahead, without headroom."""
    needs: tuple[StoreNeed, ...]
    """Readers."""
    writer: tuple[StoreNeed, ...]
    """Share of the writer's measured throughput that is used at the peak, headroom included."""
    readers: Number
    """Now."""


@dataclass(frozen=True, kw_only=True)
class CachePlan:
    """One cache."""

    name: str
    operations: tuple[Peak, ...]
    needs: tuple[StoreNeed, ...]
    """Shards."""
    shards: Number
    """Now."""


@dataclass(frozen=True, kw_only=True)
class TablePlan:
    """One table."""

    name: str
    reads: tuple[Peak, ...]
    writes: tuple[Peak, ...]
    read_needs: tuple[StoreNeed, ...]
    write_needs: tuple[StoreNeed, ...]
    """Per second, headroom included."""
    warm_reads: Number | None
    warm_writes: Number | None
    """What it must take from the first second on; None: nothing to warm up now, or the cloud has no such
    setting."""


def database_plan(
    name: str, database: DatabaseLimits, stack: StackLimits, work: Work, ahead: Ahead, preparing: frozenset[str]
) -> DatabasePlan:
    """Readers stand before a campaign: one takes minutes to make. They never go below what people set."""
    reads = _peaks(ahead, work, lambda load: load.database_reads * (load.database == name))
    writes = _peaks(ahead, work, lambda load: load.database_writes * (load.database == name))
    needs, writer = [], []
    for (campaign, _), read, write in zip(ahead, reads, writes, strict=True):
        more = 1 + campaign.headroom_ratio
        readers = _readers(database, stack, read.value * more, write.value * more, read.value, more)
        needs.append(StoreNeed(campaign=campaign.name, number=readers))
        writer.append(
            StoreNeed(campaign=campaign.name, number=_writer(database, read.value, write.value, more, readers))
        )
    return DatabasePlan(
        name=name,
        reads=reads,
        writes=writes,
        needs=tuple(needs),
        writer=tuple(writer),
        readers=now(database.readers, database.max_readers, "readers", needs, preparing),
    )


def _readers(
    database: DatabaseLimits, stack: StackLimits, reads: float, writes: float, forecast: float, more: float
) -> Number:
    """Enough for the reads; when one node is lost, those that are left, or the only one for everything."""
    if not database.max_readers:
        return Number(value=0, unit="readers", reason="the writer answers everything: people allow no reader")
    words = f"{amount(forecast)} reads/s x {amount(more)} / ({amount(database.node_reads_rps)} x "
    enough = max(1, _whole(reads / (database.node_reads_rps * DATABASE_RATIO)))
    if not stack.survives_zone_loss:
        return Number(value=enough, unit="readers", reason=f"{words}{DATABASE_RATIO})")
    alone = reads / database.node_reads_rps + writes / database.node_writes_rps
    if enough == 1 and alone <= NODE_LOST_RATIO:
        return Number(
            value=1,
            unit="readers",
            reason=f"{words}{DATABASE_RATIO}); when one node is lost, the other does everything at {alone:.0%}",
        )
    left = max(1, _whole(reads / (database.node_reads_rps * NODE_LOST_RATIO)))
    if left + 1 <= enough:
        return Number(
            value=enough, unit="readers", reason=f"{words}{DATABASE_RATIO}), survives the loss of one node"
        )
    return Number(
        value=left + 1,
        unit="readers",
        reason=f"{words}{NODE_LOST_RATIO}) = {left}, and one more that takes over when the writer is lost",
    )


def _writer(database: DatabaseLimits, reads: float, writes: float, more: float, readers: Number) -> Number:
    share = writes * more / database.node_writes_rps
    words = f"{amount(writes)} writes/s x {amount(more)} / {amount(database.node_writes_rps)}"
    if not readers.value:
        share += reads * more / database.node_reads_rps
        words += f" + {amount(reads)} reads/s x {amount(more)} / {amount(database.node_reads_rps)}"
    return Number(value=share, unit="of the writer's throughput", reason=words)


def cache_plan(name: str, cache: CacheLimits, work: Work, ahead: Ahead, preparing: frozenset[str]) -> CachePlan:
    """Shards by operations; memory is not in the calendar."""
    operations = _peaks(ahead, work, lambda load: load.cache_operations * (load.cache == name))
    needs = [
        StoreNeed(
            campaign=campaign.name,
            number=Number(
                value=max(1, _whole(each.value * (1 + campaign.headroom_ratio) / most)),
                unit="shards",
                reason=(
                    f"{amount(each.value)} operations/s x {amount(1 + campaign.headroom_ratio)} / "
                    f"({amount(cache.shard_operations_rps)} x {CACHE_RATIO})"
                ),
            ),
        )
        for (campaign, _), each in zip(ahead, operations, strict=True)
        for most in (cache.shard_operations_rps * CACHE_RATIO,)
    ]
    return CachePlan(
        name=name,
        operations=operations,
        needs=tuple(needs),
        shards=now(cache.shards, most_shards(cache), "shards", needs, preparing),
    )


def most_shards(cache: CacheLimits) -> int:
    """A cache of one shard cannot be divided while it serves."""
    return cache.max_shards if cache.shards > 1 else 1


def table_plan(
    name: str,
    table: TableLimits,
    stack: StackLimits,
    work: Work,
    ahead: Ahead,
    begun: Ahead,
    preparing: frozenset[str],
) -> TablePlan:
    """Reads and writes per second, and what the table is warmed to while a campaign is in preparation.

    What a table was warmed to can never be lowered: so campaigns that are over count too, as long as they stand in
    the calendar, and what people wrote down (`begun` has all whose preparation has begun, past ones too).
    """

    def reads(load: ServiceLoad) -> float:
        return load.tables[name].reads if name in load.tables else 0.0

    def writes(load: ServiceLoad) -> float:
        return load.tables[name].writes if name in load.tables else 0.0

    def warm(effect: Effect, new_rps: float, warmed_rps: float, unit: str) -> Number | None:
        if not preparing or not new_rps:
            return None
        return _warm(_rates(begun, _peaks(begun, work, effect), unit), max(new_rps, warmed_rps), unit)

    read, write, cloud = _peaks(ahead, work, reads), _peaks(ahead, work, writes), stack.cloud
    return TablePlan(
        name=name,
        reads=read,
        writes=write,
        read_needs=_rates(ahead, read, "reads/s"),
        write_needs=_rates(ahead, write, "writes/s"),
        warm_reads=warm(reads, cloud.table_new_reads_rps, table.warm_reads_rps, "reads/s"),
        warm_writes=warm(writes, cloud.table_new_writes_rps, table.warm_writes_rps, "writes/s"),
    )


def _rates(ahead: Ahead, peaks: Sequence[Peak], unit: str) -> tuple[StoreNeed, ...]:
    return tuple(
        StoreNeed(
            campaign=campaign.name,
            number=Number(
                value=each.value * (1 + campaign.headroom_ratio),
                unit=unit,
                reason=f"{amount(each.value)} {unit} x {amount(1 + campaign.headroom_ratio)}",
            ),
        )
        for (campaign, _), each in zip(ahead, peaks, strict=True)
    )


def _warm(needs: Sequence[StoreNeed], least: float, unit: str) -> Number:
    most = max(needs, key=lambda need: need.number.value)
    if most.number.value <= least:
        return Number(value=least, unit=unit, reason="what a table has without being warmed, or was warmed to")
    value = _WARM_STEP * math.ceil(most.number.value / _WARM_STEP)
    return Number(value=value, unit=unit, reason=f"{most.campaign}: {most.number.reason}, in thousands")


def now(everyday: int, most: float, unit: str, needs: Iterable[StoreNeed], preparing: frozenset[str]) -> Number:
    """The largest need of the campaigns in preparation, within what people allow."""
    found = [need for need in needs if need.campaign in preparing and need.number.value > everyday]
    if not found:
        return Number(value=everyday, unit=unit, reason="what people set: no campaign needs more now")
    need = max(found, key=lambda each: each.number.value)
    value = min(int(need.number.value), int(most))
    cut = f", but no more than {value} are allowed" if value < need.number.value else ""
    return Number(value=value, unit=unit, reason=f"{need.campaign}: {need.number.reason}{cut}")


def _peaks(ahead: Ahead, work: Work, effect: Effect) -> tuple[Peak, ...]:
    return tuple(peak(work.on(demand, effect), demand.start, campaign.name) for campaign, demand in ahead)


def _whole(value: float) -> int:
    return math.ceil(value * (1 - ROUNDING))
