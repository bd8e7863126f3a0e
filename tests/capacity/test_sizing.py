"""Sizes at a peak: exact minima, and never fewer for more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.capacity.sizing import PeakSize, after_zone_loss, before_zone_loss, peak_size


def test_a_peak_worked_out_by_hand():
    # 7,800 x 1.3 = 10,140; /(200 x 0.65) = 78; /(200 x 0.85) = 59.6 -> 60, so 60 + 60/2 = 90 over three zones
    size = peak_size(peak_rps=7_800, instance_rps=200, zones=3)
    assert size == PeakSize(all_zones=78, zone_lost=60, before_zone_loss=90)
    assert size.minimum == 90
    # over six zones 60 + 60/5 = 72 survive the loss, and the normal ceiling decides
    assert peak_size(peak_rps=7_800, instance_rps=200, zones=6).minimum == 78


def test_no_load_needs_no_instance():
    assert peak_size(peak_rps=0, instance_rps=200, zones=3).minimum == 0


@given(st.integers(0, 3_000), st.integers(2, 9))
def test_it_is_the_fewest_that_survive(left, zones):
    instances = before_zone_loss(left, zones=zones)
    assert after_zone_loss(instances, zones=zones) >= left
    assert instances == 0 or after_zone_loss(instances - 1, zones=zones) < left


@given(st.floats(0, 1e6), st.floats(0, 1e5), st.floats(1, 1e4), st.integers(2, 6))
def test_more_demand_or_weaker_instances_never_need_less(peak, more, instance_rps, zones):
    def minimum(peak_rps, one_rps):
        return peak_size(peak_rps=peak_rps, instance_rps=one_rps, zones=zones).minimum

    assert minimum(peak + more, instance_rps) >= minimum(peak, instance_rps)
    assert minimum(peak, instance_rps * 0.9) >= minimum(peak, instance_rps)


@given(st.floats(1, 1e6), st.floats(1, 1e4), st.integers(2, 6))
def test_the_ceilings_are_kept(peak, instance_rps, zones):
    size = peak_size(peak_rps=peak, instance_rps=instance_rps, zones=zones)
    busy_rps = peak * 1.3 * (1 - 1e-8)
    assert busy_rps <= size.minimum * instance_rps * 0.65
    assert busy_rps <= after_zone_loss(size.minimum, zones=zones) * instance_rps * 0.85


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"zones": 1}, "zones must be at least 2 to survive the loss of one, got 1"),
        ({"instance_rps": 0}, "instance_rps must be above 0, got 0"),
        ({"peak_rps": -1}, "peak_rps and headroom_ratio must be at least 0, got -1 and 0.3"),
        ({"ceiling_ratio": 65}, "ceiling_ratio must be above 0 and at most 1, got 65"),
        ({"zone_lost_ceiling_ratio": 0}, "zone_lost_ceiling_ratio must be above 0 and at most 1, got 0"),
    ],
)
def test_numbers_out_of_range_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        peak_size(**{"peak_rps": 100, "instance_rps": 10, "zones": 3} | changed)
