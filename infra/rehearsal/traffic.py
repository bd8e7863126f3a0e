"""What reaches the shop from outside, as the rehearsal plays it: the forecast, and what a purge makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.lines import Series


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """Requests per second, by request class."""

    edge: Mapping[str, Series]
    """That reach the CDN."""
    origin: Mapping[str, Series]
    """That the CDN does not answer itself."""


def forecast(demand: Demand, shop: ShopLoad) -> Traffic:
    """While the CDN keeps what it has."""
    return Traffic(
        edge={name: demand.edge_rps[name] for name in shop.classes},
        origin={name: demand.origin_rps[name] for name in shop.classes},
    )


def purged(traffic: Traffic, at_second: int, refill_seconds: float) -> Traffic:
    """The CDN forgets everything at once, and fills again with a time constant (assumption)."""
    seconds = len(next(iter(traffic.edge.values())))
    since = np.arange(seconds) - at_second
    lost = np.where(since >= 0, np.exp(-np.maximum(since, 0) / refill_seconds), 0.0)
    return replace(
        traffic,
        origin={name: series + lost * (traffic.edge[name] - series) for name, series in traffic.origin.items()},
    )


def loads(traffic: Traffic, shop: ShopLoad) -> dict[str, Series]:
    """Service -> requests from outside; what a bucket answers is not among them."""
    found: dict[str, Series] = {}
    for name, series in traffic.origin.items():
        entry = shop.classes[name].entry
        if entry is not None:
            found[entry] = found[entry] + series if entry in found else series
    return found
