"""Sizes and hours of managed stores on Alibaba Cloud."""

import pytest

from components.alicloud.quiet_hours import quiet_hours
from components.alicloud.store_catalog import cache_class, database_class


@pytest.mark.parametrize(
    ("vcpu", "memory", "name"),
    [
        (1, 1, "polar.mysql.x4.medium"),
        (2, 9, "polar.mysql.x8.medium"),
        (8, 64, "polar.mysql.x8.xlarge"),
        (9, 64, "polar.mysql.x4.2xlarge"),
    ],
)
def test_smallest_class_that_fits(vcpu, memory, name):
    assert database_class(vcpu, memory).name == name


def test_shard_class_is_rounded_up():
    assert cache_class(13.07).name(1) == "tair.rdb.16g"


@pytest.mark.parametrize(
    ("region", "maintenance"),
    [("cn-hangzhou", "19:00Z-20:00Z"), ("eu-central-1", "02:00Z-03:00Z"), ("me-east-1", "22:00Z-23:00Z")],
)
def test_maintenance_is_at_night_and_never_ends_at_midnight_utc(region, maintenance):
    assert quiet_hours(region).maintenance.span == maintenance
