"""Which classes and windows stores on AWS get."""

from collections.abc import Callable
from typing import Any

import pytest

from components.aws.quiet_hours import quiet_hours
from components.aws.store_catalog import CACHE_NODES, DATABASE_CLASSES, cache_node, database_class
from components.errors import UnsupportedOnCloud


@pytest.mark.parametrize(
    ("vcpu", "memory_gib", "expected"),
    [(2, 4, "db.t4g.medium"), (2, 5, "db.t4g.large"), (3, 4, "db.r7g.xlarge"), (8, 64, "db.r7g.2xlarge")],
)
def test_smallest_class_that_is_large_enough(vcpu: int, memory_gib: int, expected: str) -> None:
    assert database_class(vcpu, memory_gib).name == expected


@pytest.mark.parametrize(
    ("memory_gib", "expected"),
    [(0.5, "cache.t4g.micro"), (13, "cache.r7g.large"), (13.1, "cache.r7g.xlarge")],
)
def test_smallest_node_that_is_large_enough(memory_gib: float, expected: str) -> None:
    assert cache_node(memory_gib).name == expected


def test_catalogs_are_ordered_by_size() -> None:
    """The first that fits is the smallest only then."""
    sizes = [(size.memory_gib, size.vcpu, size.max_connections) for size in DATABASE_CLASSES]
    assert sizes == sorted(sizes)
    assert list(CACHE_NODES) == sorted(CACHE_NODES, key=lambda node: node.memory_gib)


@pytest.mark.parametrize("ask", [lambda: database_class(96, 64), lambda: cache_node(500)])
def test_too_large_is_refused(ask: Callable[[], Any]) -> None:
    with pytest.raises(UnsupportedOnCloud, match="the largest"):
        ask()


@pytest.mark.parametrize(
    ("region", "backup", "maintenance"),
    [
        ("eu-central-1", "02:00-03:00", "wed:03:30-wed:04:30"),
        ("ap-southeast-1", "19:00-20:00", "tue:20:30-tue:21:30"),
        ("us-east-1", "08:00-09:00", "wed:09:30-wed:10:30"),
        ("xx-new-1", "03:00-04:00", "wed:04:30-wed:05:30"),
    ],
)
def test_windows_are_at_night_where_the_customers_are(region: str, backup: str, maintenance: str) -> None:
    hours = quiet_hours(region)
    assert (hours.backup, hours.maintenance) == (backup, maintenance)
