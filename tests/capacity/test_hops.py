"""Times over several hops."""

from __future__ import annotations

from math import exp, inf, log

import numpy as np
import pytest
from scipy.optimize import brentq

from infra.capacity.hops import end_to_end_quantile


@pytest.mark.parametrize("q", [0.5, 0.95, 0.99])
def test_one_exponential_hop_is_exact(q):
    assert float(end_to_end_quantile([0.2], [0.04], q)) == pytest.approx(-0.2 * log(1 - q), rel=1e-9)


@pytest.mark.parametrize("slow", [0.1, 0.15, 0.3])
def test_two_exponential_hops_to_half_a_percent(slow):
    fast = 0.09999
    tail = brentq(lambda t: (slow * exp(-t / slow) - fast * exp(-t / fast)) / (slow - fast) - 0.05, 0, 10)
    assert float(end_to_end_quantile([slow, fast], [slow**2, fast**2], 0.95)) == pytest.approx(tail, rel=5e-3)


def test_adding_percentiles_is_too_high():
    means = [0.1, 0.1, 0.1]
    added = sum(-mean * log(0.05) for mean in means)
    assert added > 1.25 * float(end_to_end_quantile(means, [mean**2 for mean in means], 0.95))


def test_seconds_are_columns():
    quantiles = end_to_end_quantile(
        [[0.1, 0.0, 0.3, inf], [0.2, 0.0, 0.1, 1.0]], [[0.01, 0, 0, 0.1], [0.04, 0, 0, 0]], 0.9
    )
    assert quantiles.shape == (4,)
    np.testing.assert_allclose(quantiles[1:], [0.0, 0.4, inf])


@pytest.mark.parametrize(
    ("means", "variances", "q"), [([0.1], [0.1], 1.0), ([-0.1], [0.1], 0.5), ([0.1], [-0.1], 0.5)]
)
def test_what_is_refused(means, variances, q):
    with pytest.raises(ValueError, match="must be at least 0"):
        end_to_end_quantile(means, variances, q)
