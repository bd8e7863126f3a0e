"""Message queues."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from infra.capacity.flow import Station, flow
from infra.capacity.queue import backlog, drain_seconds

WORKER = Station(service_time_seconds=0.1, workers_per_instance=1, timeout_seconds=inf, pooled=True)


def played(arrivals, instances):
    return backlog(arrivals, flow(WORKER, arrivals, instances), instances)


def test_a_backlog_builds_up_and_drains():
    """10 workers finish 100 messages a second: 120 too many for 100 s, then 60 to spare for 200 s."""
    arrivals = np.concatenate((np.full(100, 220.0), np.full(300, 40.0)))
    queue = played(arrivals, np.full(400, 10.0))
    assert queue.messages[99] == pytest.approx(12_000, rel=0.002)
    assert queue.oldest_age_seconds[99] == pytest.approx(12_000 / 220, rel=0.002)
    assert queue.messages[199] == pytest.approx(6_000, rel=0.004)
    assert queue.messages[295] > 0
    assert queue.messages[310] < 1
    assert queue.oldest_age_seconds[310] < 0.1


def test_without_workers_the_oldest_ages_by_the_second():
    """A station without instances fails what comes, so here is one worker, slow beyond measure."""
    slow = Station(service_time_seconds=1e6, workers_per_instance=1, timeout_seconds=inf)
    arrivals = np.full(60, 5.0)
    queue = backlog(arrivals, flow(slow, arrivals, np.ones(60)), np.ones(60))
    np.testing.assert_allclose(queue.oldest_age_seconds[10:], np.arange(11, 61), atol=0.3)


def test_an_empty_queue_has_no_age():
    queue = played(np.zeros(30), np.ones(30))
    assert not queue.messages.any()
    assert not queue.oldest_age_seconds.any()


def test_drain_time():
    assert drain_seconds(6_000, 100, 40) == 100
    assert drain_seconds(6_000, 100, 100) == inf
    assert drain_seconds(0, 100, 200) == 0
    with pytest.raises(ValueError, match="got -1"):
        drain_seconds(-1, 1, 1)


def test_lengths_must_agree():
    arrivals = np.ones(5)
    with pytest.raises(ValueError, match="must have one length"):
        backlog(arrivals, flow(WORKER, arrivals, np.ones(5)), np.ones(4))
