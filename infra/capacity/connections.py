"""Connections: of service pools to their database, and through a NAT gateway to a destination outside."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DATABASE_CEILING_RATIO: Final = 0.9
"""Share of max_connections to plan with; the rest is for operators and failovers (assumption)."""
NAT_HELD_PER_ADDRESS: Final = 55_000
"""Connections at a time from one NAT address to one destination (VPC user guide, NAT gateway basics, 2023)."""
NAT_NEW_PER_SECOND_PER_ADDRESS: Final = 900
"""New connections per second, likewise: a port stays taken for about 60 s."""
NAT_MOST_ADDRESSES: Final = 8
"""Addresses of one NAT gateway, likewise."""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The connections that one service opens to a database."""

    instances: int
    """At most, so the maximum of the scaling group."""
    connections_per_instance: int


def database_connections(pools: Iterable[Pool]) -> int:
    """Connections when every group is at its maximum and every pool is full."""
    return sum(pool.instances * pool.connections_per_instance for pool in pools)


def within_database(pools: Iterable[Pool], max_connections: int) -> bool:
    """Whether a database has room for all pools."""
    return database_connections(pools) <= DATABASE_CEILING_RATIO * max_connections


def pool_connections(*, transactions_per_second: float, hold_seconds: float, quantile_ratio: float = 0.99) -> int:
    """Connections of one pool that are enough at a random moment with a given probability.

    By Little's law tps x hold are busy on average, and Poisson distributed while the pool does not run out.

    Raises:
        ValueError: a negative rate or time, a quantile outside 0..1.
    """
    busy = transactions_per_second * hold_seconds
    if transactions_per_second < 0 or hold_seconds < 0 or not math.isfinite(busy):
        raise ValueError(
            "transactions_per_second and hold_seconds must be finite and at least 0, "
            f"got {transactions_per_second} and {hold_seconds}"
        )
    if not 0 < quantile_ratio < 1:
        raise ValueError(f"quantile_ratio must be between 0 and 1, got {quantile_ratio}")
    from scipy import special  # noqa: PLC0415 - the plan wants only the rest of this file, at every preview

    # normal approximation as the start, the exact distribution decides
    connections = max(0, math.floor(busy + float(special.ndtri(quantile_ratio)) * math.sqrt(busy)) - 1)
    while connections and special.pdtr(connections - 1, busy) >= quantile_ratio:
        connections -= 1
    while special.pdtr(connections, busy) < quantile_ratio:
        connections += 1
    return max(1, connections)


def nat_addresses(*, new_connections_per_second: float, lifetime_seconds: float) -> int:
    """NAT addresses for one destination, such as a payment provider, by connections held and by new ones.

    More than `NAT_MOST_ADDRESSES` cannot be had from one gateway: keep connections alive and use them again.
    """
    if new_connections_per_second < 0 or lifetime_seconds < 0:
        raise ValueError(
            "new_connections_per_second and lifetime_seconds must be at least 0, "
            f"got {new_connections_per_second} and {lifetime_seconds}"
        )
    held = new_connections_per_second * lifetime_seconds / NAT_HELD_PER_ADDRESS
    return max(1, math.ceil(held), math.ceil(new_connections_per_second / NAT_NEW_PER_SECOND_PER_ADDRESS))
