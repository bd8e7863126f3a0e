"""What streams, search clusters, models, mail and counters need, beside what they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infra.capacity.plan.granted import granted_checks
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.intelligence import mail_checks, most_shards
from infra.capacity.plan.number import Check, Number, Quota, amount
from infra.capacity.plan.series import peak
from infra.capacity.plan.work import Ahead

if TYPE_CHECKING:
    from infra.capacity.plan.plan import CapacityPlan


def intelligence_checks(plan: CapacityPlan, stack: StackLimits, ahead: Ahead) -> Iterator[Check]:
    """Every need beside its limit, whether it holds or not."""
    for name, stream in plan.streams.items():
        fixed = stack.cloud.stream_keeps_shards
        more = (
            "`shards`, before the stream is created: later it must be split by hand"
            if fixed
            else "`shards` and `max_shards`"
        )
        for need in stream.needs:
            yield Check(
                where=f"stream {name}",
                campaign=need.campaign,
                need=need.number,
                limit=most_shards(stack.streams[name], stack.cloud),
                fix=f"give {name} higher {more} (shop.yaml, or `floodgate:streams` of the stack)",
            )
    for name, search in plan.searches.items():
        for need in search.needs:
            yield Check(
                where=f"search {name}",
                campaign=need.campaign,
                need=need.number,
                limit=search.nodes,
                fix=f"give {name} more `nodes` (shop.yaml, or `floodgate:searches` of the stack) a day before, or "
                "answer more from the cache",
            )
    for name, model in plan.models.items():
        for need in model.needs:
            yield Check(
                where=f"model {name}",
                campaign=need.campaign,
                need=need.number,
                limit=model.cap,
                fix=f"raise `max_instances` of {name} (shop.yaml, or `floodgate:models` of the stack); beyond it, "
                "who asks lives on its fallback",
            )
    for mail in plan.mails.values():
        yield from mail_checks(mail, ahead)
    for name, granted in stack.broadcasts.items():
        yield from _watched(name, granted, ahead)
    for table, counters in stack.stock_counters.items():
        for need in plan.hot_writes:
            yield Check(
                where=f"table {table}, stock of one product",
                campaign=need.campaign,
                need=need.number,
                limit=Number(
                    value=counters * stack.cloud.key_writes_rps,
                    unit=need.number.unit,
                    reason=f"{counters} of its items (`stock_counters`) x {amount(stack.cloud.key_writes_rps)}",
                ),
                fix=f"split the stock of a hot product over more items: `stock_counters` of {table} in shop.yaml",
            )


def _watched(name: str, granted: int, ahead: Ahead) -> Iterator[Check]:
    """Beyond what is granted people are left outside."""
    for campaign, demand in ahead:
        if name not in demand.viewers:
            continue
        yield from granted_checks(
            f"broadcast {name}",
            campaign,
            peak(demand.viewers[name], demand.start, campaign.name),
            Number(
                value=granted, unit="viewers", reason="what the cloud has granted (`max_viewers` of shop.yaml)"
            ),
            f"have the cloud raise the quota of concurrent viewers and write it down "
            f"(`broadcasts.{name}.max_viewers`), or let a platform carry part of the audience",
        )


def message_quota(plan: CapacityPlan, stack: StackLimits) -> Iterator[Quota]:
    """Calls of all queues together, where an account has a limit of them."""
    if stack.cloud.message_calls_rps is not None and plan.message_calls:
        most = max(plan.message_calls, key=lambda need: need.number.value)
        yield Quota(
            where="account",
            name="calls of all queues and topics per second",
            need=Number(
                value=most.number.value, unit=most.number.unit, reason=f"{most.campaign}: {most.number.reason}"
            ),
            default=stack.cloud.message_calls_rps,
        )
