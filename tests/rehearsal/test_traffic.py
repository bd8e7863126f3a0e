"""What reaches the shop from outside, and what a purged CDN makes of it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from infra.rehearsal.traffic import loads, purged
from tests.rehearsal.samples import SHOP, stage


def test_what_the_cdn_or_a_bucket_answers_reaches_no_service():
    traffic = stage().traffic
    assert traffic.edge["page"][0] == pytest.approx(1000)
    assert traffic.origin["files"][0] == pytest.approx(1000)
    found = loads(traffic, SHOP)
    assert {name: series[0] for name, series in found.items()} == {
        "web": pytest.approx(100),
        "orders": pytest.approx(100),
    }


def test_a_purge_sends_everything_to_the_origin_and_fades():
    traffic = stage().traffic
    web = loads(purged(traffic, 300, 60), SHOP)["web"]
    assert web[:300] == pytest.approx(100)
    assert web[300] == pytest.approx(1000)
    assert web[360] == pytest.approx(100 + 900 * math.exp(-1))
    assert web[-1] == pytest.approx(100, rel=1e-3)
    # what the CDN never keeps does not grow
    assert loads(purged(traffic, 300, 60), SHOP)["orders"] == pytest.approx(100)


def test_a_purge_changes_nothing_before_it_and_a_second_one_nothing_more():
    once = purged(stage().traffic, 300, 60)
    twice = purged(once, 300, 60)
    assert (np.asarray(twice.origin["page"]) <= np.asarray(once.edge["page"]) + 1e-9).all()
    assert twice.origin["page"][300] == pytest.approx(once.origin["page"][300])
