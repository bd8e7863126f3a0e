"""Address arithmetic."""

import ipaddress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.subnets import plan


def test_worked_example():
    subnets = plan("10.40.0.0/16", 3)
    assert subnets.private == ("10.40.0.0/20", "10.40.16.0/20", "10.40.32.0/20")
    assert subnets.public == ("10.40.240.0/24", "10.40.241.0/24", "10.40.242.0/24")
    assert subnets.isolated == ("10.40.248.0/24", "10.40.249.0/24", "10.40.250.0/24")


@given(st.integers(0, 255), st.integers(16, 19), st.integers(1, 4))
def test_subnets_lie_inside_the_block_and_never_overlap(second, length, zones):
    block = ipaddress.ip_network(f"10.{second}.0.0/{length}")
    made = plan(str(block), zones)
    subnets = [ipaddress.ip_network(cidr) for cidr in (*made.public, *made.private, *made.isolated)]
    assert len(subnets) == 3 * zones
    assert all(subnet.subnet_of(block) for subnet in subnets)
    assert not any(one.overlaps(other) for one, other in combinations(subnets, 2))


@given(st.integers(1, 3))
def test_another_zone_leaves_the_others_where_they_are(zones):
    few, more = plan("10.40.0.0/16", zones), plan("10.40.0.0/16", zones + 1)
    assert more.private[:zones] == few.private
    assert more.public[:zones] == few.public
    assert more.isolated[:zones] == few.isolated


@pytest.mark.parametrize(
    ("cidr", "zones", "message"),
    [("10.0.0.0/20", 3, "/20 is too small"), ("10.0.0.0/16", 5, "got 5"), ("10.0.0.0/16", 0, "got 0")],
)
def test_what_cannot_be_cut_is_refused(cidr, zones, message):
    with pytest.raises(ValueError, match=message):
        plan(cidr, zones)
