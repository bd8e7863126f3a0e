"""The mean of the distribution over each second, against its integral in closed form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from infra.capacity import weibull


@settings(max_examples=40, deadline=None)
@given(scale=st.floats(60, 1e6), shape=st.floats(0.1, 5))
def test_as_the_incomplete_gamma_function(scale: float, shape: float):
    seconds = np.arange(0, 3_001)
    inverse = 1 / shape
    # the integral of 1 - F from 0 is scale/shape x the incomplete gamma function of 1/shape
    left = scale * special.gamma(1 + inverse) * special.gammainc(inverse, (seconds / scale) ** shape)
    expected = 1 - np.diff(left)
    # the difference of two integrals of that size is not more exact than this
    rounding = 1e-15 * max(left[-1], scale * float(special.gamma(1 + inverse)))
    assert weibull.mean_ratio(0, 3_000, scale_seconds=scale, shape=shape) == pytest.approx(
        expected, rel=1e-9, abs=1e-8 + rounding
    )


def test_nothing_happens_before_the_start():
    means = weibull.mean_ratio(-3, 2, scale_seconds=600, shape=1)
    assert means[:3].tolist() == [0, 0, 0]
    # 1 - 600 (1 - e^(-1/600)), and the next
    assert means[3] == pytest.approx(1 - 600 * (1 - np.exp(-1 / 600)), rel=1e-9)
    assert means[4] == pytest.approx(1 - 600 * (np.exp(-1 / 600) - np.exp(-2 / 600)), rel=1e-9)


def test_a_stretch_is_part_of_a_longer_one():
    whole = weibull.mean_ratio(0, 200, scale_seconds=25_524, shape=0.432)
    assert weibull.mean_ratio(50, 120, scale_seconds=25_524, shape=0.432) == pytest.approx(
        whole[50:120], rel=1e-12
    )
    assert len(weibull.mean_ratio(5, 5, scale_seconds=600, shape=1)) == 0
