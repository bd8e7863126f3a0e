"""What services do to each other and to stores, as factors of a few basic series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from infra.capacity.fan_out import Spread
from infra.capacity.journey import HowOften, ServiceLoad, ShopLoad
from infra.capacity.rates import Rates, Series


@dataclass(frozen=True, kw_only=True)
class Work:
    """Of all services together."""

    shop: ShopLoad
    basic: Sequence[Series]
    spreads: Sequence[Spread]
    """What each of the basic series causes at a rate of 1."""

    def requests(self) -> Rates:
        """Service -> all its requests."""
        return self._rates({name: [each.requests[name] for each in self.spreads] for name in self.shop.services})

    def consumed(self) -> Rates:
        """Service -> messages that it works off."""
        return self._rates({name: [each.consumed[name] for each in self.spreads] for name in self.shop.services})

    def messages(self) -> Rates:
        """Queue -> messages put into it."""
        return self._rates({name: [each.messages[name] for each in self.spreads] for name in self.shop.queues})

    def calls(self) -> Mapping[str, Rates]:
        """Service that calls -> service that is called -> calls."""
        return {
            name: self._rates(
                {
                    callee: [calls * each.work(name) for each in self.spreads]
                    for callee, calls in service.calls.items()
                }
            )
            for name, service in self.shop.services.items()
        }

    def per(self, effects: Callable[[ServiceLoad], Iterable[tuple[str | None, float]]]) -> Rates:
        """Thing -> what all services do to it; `effects` says what one request of a service does to which."""
        factors: dict[str, list[float]] = {}
        for name, service in self.shop.services.items():
            for thing, each_request in effects(service):
                if thing is not None:
                    sums = factors.setdefault(thing, [0.0] * len(self.spreads))
                    for index, each in enumerate(self.spreads):
                        sums[index] += each_request * each.work(name)
        return self._rates(factors)

    def often(self, uses: Callable[[ServiceLoad], Mapping[str, HowOften]]) -> Rates:
        """Thing -> what all services do with it; `uses` says which a service has, and how often it uses each."""
        factors: dict[str, list[float]] = {}
        for name, service in self.shop.services.items():
            for thing, often in uses(service).items():
                sums = factors.setdefault(thing, [0.0] * len(self.spreads))
                for index, each in enumerate(self.spreads):
                    sums[index] += each.rate(name, often)
        return self._rates(factors)

    def _rates(self, factors: Mapping[str, Sequence[float]]) -> Rates:
        return Rates(self.basic, factors)
