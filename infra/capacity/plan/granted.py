"""What others grant the shop: calls of a contract, mails, viewers."""

from __future__ import annotations

from collections.abc import Iterator

from infra.capacity.calendar import Campaign
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.series import Peak


def granted_checks(where: str, campaign: Campaign, most: Peak, limit: Number, fix: str) -> Iterator[Check]:
    """The peak of a campaign beside what is granted, in the unit of `limit`.

    A forecast beyond it is refused; with headroom on top, somebody should ask for more.
    """
    words = most.text(limit.unit)
    for more, firm in ((1.0, True), (1 + campaign.headroom_ratio, False)):
        reason = words if firm else f"{words} x {amount(more)}"
        yield Check(
            where=where,
            campaign=campaign.name,
            need=Number(value=most.value * more, unit=limit.unit, reason=reason),
            limit=limit,
            fix=fix,
            firm=firm,
        )
