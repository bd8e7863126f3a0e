"""The few series from which everything follows: what happens outside, and what each of it asks of the shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from infra.capacity.fan_out import Spread, spread
from infra.capacity.journey import HowOften, RequestClass, ShopLoad
from infra.capacity.rates import Series
from infra.capacity.visiting import Visiting


class What(Enum):
    """What happens."""

    VISIT = auto()
    """A part of a visit: times its length, visits under way."""
    ORDER = auto()
    LANDING = auto()
    """A request for a landing page, of one class."""
    LINK = auto()
    """A visit from a source whose links have requests of their own, of one class."""
    CHANNEL_ORDER = auto()
    """On another marketplace."""
    CONTACT = auto()
    MAIL = auto()
    """Handed in by a campaign's mailing."""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One thing that happens so often."""

    what: What
    name: str = ""
    """Class of requests, channel, or queue."""
    rps: Series

    def requests(self, name: str, each: RequestClass) -> float:
        """Requests of a class for each time that it happens."""
        found = {
            What.VISIT: 0.0 if each.kinds else each.per_session,
            What.ORDER: each.per_order if each.channel is None else 0.0,
            What.LANDING: float(name == self.name),
            What.LINK: each.per_session if name == self.name else 0.0,
            What.CHANNEL_ORDER: each.per_order if each.channel == self.name else 0.0,
            What.CONTACT: each.per_contact,
            What.MAIL: 0.0,
        }
        return found[self.what]

    def spread(self, shop: ShopLoad, entry: Mapping[str, float]) -> Spread:
        """All that it causes in the services, at a rate of 1; `entry`: service -> its requests from outside."""
        return spread(
            shop.services,
            shop.topics,
            entry,
            float(self.what is What.ORDER),
            channels_rps={self.name: 1.0} if self.what is What.CHANNEL_ORDER else None,
            put_rps={self.name: 1.0} if self.what is What.MAIL else None,
        )

    def connections(self, shop: ShopLoad, service: str) -> float:
        """Open at a time at a rate of 1, by Little's law: rates change little while one is open."""
        return sum(
            each.connection_seconds * self.requests(name, each)
            for name, each in shop.classes.items()
            if each.entry == service
        )


def causes(visitors: Visiting, shop: ShopLoad) -> Iterator[Cause]:
    """All that happens in a window."""
    yield Cause(what=What.VISIT, rps=visitors.visits_rps)
    yield Cause(what=What.ORDER, rps=visitors.orders_rps)
    for what, series in (
        (What.LANDING, visitors.landing_rps),
        (What.LINK, visitors.linked_rps),
        (What.CHANNEL_ORDER, visitors.channel_orders_rps),
    ):
        for name, rps in series.items():
            yield Cause(what=what, name=name, rps=rps)
    if shop.contacts is not None:
        yield Cause(what=What.CONTACT, rps=visitors.contacts_rps)
    if shop.mailings is not None and visitors.mails_rps.any():
        yield Cause(what=What.MAIL, name=shop.mailings, rps=visitors.mails_rps)


def one_call(often: HowOften) -> HowOften:
    """As often as something is written where all that one request or message writes is one call."""
    return HowOften(
        per_request=min(1.0, often.per_request),
        per_message=min(1.0, often.per_message),
        per_order=min(1.0, often.per_order),
        per_message_of={queue: min(1.0, each) for queue, each in often.per_message_of.items()},
        per_order_of={channel: min(1.0, each) for channel, each in often.per_order_of.items()},
    )
