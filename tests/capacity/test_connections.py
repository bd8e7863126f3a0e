"""Connections: sums, the exact Poisson quantile, and the two limits of a NAT address."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.capacity.connections import Pool, database_connections, nat_addresses, pool_connections, within_database

POOLS = (Pool(instances=60, connections_per_instance=10), Pool(instances=30, connections_per_instance=10))


def test_a_database_keeps_a_tenth_free():
    assert database_connections(POOLS) == 900
    assert within_database(POOLS, 1_000)
    assert not within_database(POOLS, 999)


@given(st.floats(0, 500), st.sampled_from([0.5, 0.9, 0.99, 0.9999]))
def test_a_pool_is_the_smallest_that_is_enough(busy, quantile):
    # the distribution summed term by term
    connections, term, total = 0, exp(-busy), exp(-busy)
    while total < quantile:
        connections += 1
        term *= busy / connections
        total += term
    pool = pool_connections(transactions_per_second=busy * 50, hold_seconds=0.02, quantile_ratio=quantile)
    assert pool == max(1, connections)


def test_a_large_pool_is_found_at_once():
    assert pool_connections(transactions_per_second=1e8, hold_seconds=1) == pytest.approx(
        1e8 + 2.3263 * 1e4, abs=5
    )


def test_a_nat_address_is_full_by_connections_held_or_by_new_ones():
    assert nat_addresses(new_connections_per_second=900, lifetime_seconds=61) == 1
    assert nat_addresses(new_connections_per_second=900, lifetime_seconds=62) == 2
    assert nat_addresses(new_connections_per_second=901, lifetime_seconds=1) == 2
    assert nat_addresses(new_connections_per_second=0, lifetime_seconds=0) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pool_connections(transactions_per_second=-1, hold_seconds=1), "at least 0, got -1 and 1"),
        (lambda: pool_connections(transactions_per_second=1, hold_seconds=1, quantile_ratio=99), "got 99"),
        (lambda: nat_addresses(new_connections_per_second=1, lifetime_seconds=-1), "at least 0, got 1 and -1"),
    ],
)
def test_numbers_out_of_range_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
