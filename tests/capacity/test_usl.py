"""The Universal Scalability Law."""

from __future__ import annotations

from math import inf, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from infra.capacity.usl import Usl

MEASURED = Usl(single_rps=100, contention_ratio=0.02, coherency_ratio=0.0005)


def test_throughput_by_hand():
    assert MEASURED.throughput_rps(1) == 100
    assert MEASURED.throughput_rps(11) == pytest.approx(1100 / (1 + 0.2 + 0.055))


def test_the_best_concurrency_is_the_highest_point():
    best = MEASURED.best_concurrency
    assert best == pytest.approx(sqrt(0.98 / 0.0005))
    assert MEASURED.most_rps == pytest.approx(MEASURED.throughput_rps(best))
    assert MEASURED.throughput_rps(best * 0.99) < MEASURED.most_rps > MEASURED.throughput_rps(best * 1.01)


@example(share=0.0, single=1.0, contention=0.0, coherency=2.2250738585e-313)
@given(
    share=st.floats(0, 0.999),
    single=st.floats(0.1, 1e5),
    contention=st.floats(0, 0.9),
    coherency=st.floats(0, 0.4) | st.just(0.0),
)
def test_concurrency_is_the_smallest_that_carries(share, single, contention, coherency):
    usl = Usl(single_rps=single, contention_ratio=contention, coherency_ratio=coherency)
    rps = share * min(usl.most_rps, single * 1000)
    concurrency = usl.concurrency(rps)
    assert usl.throughput_rps(concurrency) == pytest.approx(rps, rel=1e-6, abs=1e-9)
    assert concurrency <= usl.best_concurrency * (1 + 1e-9)


def test_without_coherency_more_is_never_less():
    assert Usl(single_rps=100, contention_ratio=0, coherency_ratio=0).concurrency(700) == pytest.approx(7)
    limited = Usl(single_rps=100, contention_ratio=0.1, coherency_ratio=0)
    assert limited.best_concurrency == inf
    assert limited.most_rps == pytest.approx(1000)
    assert limited.concurrency(1000) == inf


def test_what_cannot_be_carried_is_refused():
    with pytest.raises(ValueError, match=r"rps must be at least 0 and at most \d+"):
        MEASURED.concurrency(MEASURED.most_rps * 1.001)
    with pytest.raises(ValueError, match="got -1"):
        MEASURED.concurrency(-1)


@pytest.mark.parametrize(("single", "contention", "coherency"), [(0, 0, 0), (1, 1, 0), (1, -0.1, 0), (1, 0, -0.1)])
def test_figures_out_of_range_are_refused(single, contention, coherency):
    with pytest.raises(ValueError, match="single_rps must be above 0"):
        Usl(single_rps=single, contention_ratio=contention, coherency_ratio=coherency)
