"""From shopping sessions to the requests that they make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def requests_from_sessions(
    sessions_rps: NDArray[np.float64],
    *,
    requests_per_session: float,
    session_seconds: int,
    before_rps: float = 0.0,
) -> NDArray[np.float64]:
    """Requests per second of sessions that spread their requests evenly over their length.

    Sessions begin evenly within each second; the mean over each second is returned. No request is lost, but those
    of sessions that begin near the end fall after the window.

    Args:
        sessions_rps: sessions that begin in each second.
        requests_per_session: requests of one session; of one class of requests, if classes differ.
        session_seconds: how long a session lasts.
        before_rps: sessions that began in each second before the window.

    Raises:
        ValueError: a rate or a length out of its range.
    """
    if session_seconds < 1:
        raise ValueError(f"session_seconds must be at least 1, got {session_seconds}")
    if requests_per_session < 0 or before_rps < 0 or (sessions_rps < 0).any():
        raise ValueError("requests_per_session, before_rps and sessions_rps must be at least 0")
    return (
        requests_per_session
        / session_seconds
        * active_sessions(sessions_rps, session_seconds=session_seconds, before_rps=before_rps)
    )


def active_sessions(
    sessions_rps: NDArray[np.float64], *, session_seconds: int, before_rps: float = 0.0
) -> NDArray[np.float64]:
    """Sessions under way, the mean over each second."""
    before = np.full(session_seconds, before_rps)
    begun = np.concatenate(([0.0], np.cumsum(np.concatenate((before, sessions_rps)))))
    # within a second `begun` is a straight line, so the mean of its ends is its mean
    middle = (begun[1:] + begun[:-1]) / 2
    return np.maximum(0.0, middle[session_seconds:] - middle[:-session_seconds])
