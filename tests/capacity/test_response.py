"""Percentiles over seconds and hops, against what can be drawn or worked out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from infra.capacity.response import Response, percentiles


def response(mean, variance=None, rps=1.0, seconds=60):
    """The same in every second; exponential without a variance."""
    variance = mean**2 if variance is None else variance
    return Response(
        mean_seconds=np.full(seconds, float(mean)),
        variance_seconds_squared=np.full(seconds, float(variance)),
        rps=np.full(seconds, float(rps)),
    )


def joined(*parts):
    """One after the other."""
    names = ("mean_seconds", "variance_seconds_squared", "rps")
    return Response(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def test_exponential_percentiles_are_exact():
    found = response(0.02).percentiles()
    assert found is not None
    for value, q in ((found.p50_seconds, 0.5), (found.p95_seconds, 0.95), (found.p99_seconds, 0.99)):
        assert value == pytest.approx(-0.02 * np.log(1 - q), rel=1e-4)


def test_a_constant_is_itself():
    found = response(0.3, 0).percentiles()
    assert found is not None
    assert found.p99_seconds == pytest.approx(0.3, rel=0.01)


def test_mixture_is_what_draws_of_it_show():
    """Fast seconds with many responses and slow ones with few: no single curve fits."""
    fast, slow = response(0.02, rps=90), response(2.0, 0.04, rps=10)
    found = joined(fast, slow).percentiles()
    random = np.random.default_rng(1)
    drawn = np.concatenate([random.exponential(0.02, 900_000), random.gamma(100, 0.02, 100_000)])
    assert found is not None
    for value, q in ((found.p50_seconds, 0.5), (found.p95_seconds, 0.95), (found.p99_seconds, 0.99)):
        assert value == pytest.approx(np.quantile(drawn, q), rel=0.01)


def test_minutes_weigh_seconds_by_their_responses():
    mixed = joined(response(0.02, rps=90, seconds=30), response(2.0, 0.04, rps=10, seconds=30))
    minute = mixed.minutes()
    assert minute.mean_seconds[0] == pytest.approx(0.9 * 0.02 + 0.1 * 2)
    assert minute.rps[0] == 50
    whole = mixed.percentiles()
    assert whole is not None
    assert mixed.quantile_by_minute(0.99)[0] == pytest.approx(whole.p99_seconds, rel=0.01)
    assert joined(response(0.02), response(0.02)).quantile_by_minute(0.99) == pytest.approx(-0.02 * np.log(0.01))


def test_without_responses_there_are_no_percentiles():
    assert response(0.02, rps=0).percentiles() is None
    assert response(0.02, rps=0).quantile_by_minute(0.99).tolist() == [0]


def test_calls_in_a_row_add_up():
    """Three exponential hops of one length are an Erlang distribution."""
    found = response(0.02).then(response(0.02), 2).percentiles()
    assert found is not None
    assert found.p95_seconds == pytest.approx(stats.gamma(3, scale=0.02).ppf(0.95), rel=1e-3)


def test_a_share_of_a_call_has_the_moments_of_a_coin():
    both = response(0.01, 0).then(response(0.1, 0), 0.25)
    assert both.mean_seconds[0] == pytest.approx(0.035)
    assert both.variance_seconds_squared[0] == pytest.approx(0.25 * 0.75 * 0.1**2)


def test_kinds_of_requests_are_told_apart():
    quick, slow = response(0.01).of(0.98), response(1.0, 0.01).of(0.02)
    found = percentiles([quick, slow])
    assert found is not None
    assert found.p50_seconds == pytest.approx(stats.expon(scale=0.01).ppf(0.5 / 0.98), rel=0.01)
    assert found.p99_seconds == pytest.approx(1.0, rel=0.02)
