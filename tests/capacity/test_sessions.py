"""Requests of sessions: none is lost, a plateau follows Little's law."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.sessions import active_sessions, requests_from_sessions


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=100), st.integers(1, 50), st.floats(0, 60))
def test_no_request_is_lost(sessions, length, each):
    window = np.concatenate((sessions, np.zeros(length)))
    requests = requests_from_sessions(window, requests_per_session=each, session_seconds=length)
    assert requests.sum() == pytest.approx(sum(sessions) * each, rel=1e-9, abs=1e-6)
    assert (requests >= 0).all()


def test_a_session_spreads_its_requests_over_its_length():
    # ten sessions begin during the first second, so requests rise through it and fall through the last
    requests = requests_from_sessions(np.array([10.0, 0, 0, 0, 0]), requests_per_session=3, session_seconds=3)
    assert requests.tolist() == pytest.approx([5, 10, 10, 5, 0])


def test_a_plateau_has_rate_times_length_sessions_from_the_start():
    steady = np.full(10, 4.0)
    assert active_sessions(steady, session_seconds=300, before_rps=4).tolist() == pytest.approx([1_200] * 10)
    requests = requests_from_sessions(steady, requests_per_session=25, session_seconds=300, before_rps=4)
    assert requests.tolist() == pytest.approx([100] * 10)


@pytest.mark.parametrize(
    ("sessions", "arguments", "message"),
    [
        ([1.0], {"requests_per_session": 1, "session_seconds": 0}, "session_seconds must be at least 1, got 0"),
        ([1.0], {"requests_per_session": -1, "session_seconds": 1}, "at least 0"),
        ([-1.0], {"requests_per_session": 1, "session_seconds": 1}, "at least 0"),
    ],
)
def test_numbers_out_of_range_are_refused(sessions, arguments, message):
    with pytest.raises(ValueError, match=message):
        requests_from_sessions(np.array(sessions), **arguments)
