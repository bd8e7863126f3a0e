"""What campaigns make of the sites: who queues when, and what is fetched before."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from components.waiting_room import QueueWindow, WaitingRoom
from infra.program import ROOT
from infra.settings import Settings, load
from infra.settings.settings import site_in_stack
from infra.settings.shop_sites import SiteOverride
from infra.shop.promotion import waiting_rooms
from tests.stacks import CLOCK, capacity

BEFORE = datetime(2027, 3, 1, 12, tzinfo=UTC)
"""A week before the live sale: it is in preparation."""
STREAM = datetime(2027, 3, 8, 19, tzinfo=UTC)
"""20:00 in Berlin."""
DROPS = [int((STREAM + timedelta(minutes=minutes)).timestamp()) for minutes in (10, 35, 60, 90, 115)]


def _room(at: datetime, **site: Any) -> WaitingRoom:
    settings = load("prod-aws", ROOT)
    return waiting_rooms(_with(settings, **site), capacity("prod-aws", at))["live"]


def _with(settings: Settings, **override: Any) -> Settings:
    sites = {name: site_in_stack(site, SiteOverride(**override)) for name, site in settings.shop.sites.items()}
    return replace(settings, shop=settings.shop.model_copy(update={"sites": sites}))


def test_people_queue_at_every_drop_of_a_live_stream_in_preparation() -> None:
    room = _room(BEFORE)
    assert [window.opens for window in room.windows] == DROPS
    assert {window.opens - window.queue_from for window in room.windows} == {600}
    # 250,000 viewers of whom 15 % click, a forecast of low confidence, and half as many again because it is the
    # first time; who watches on Douyin orders there
    assert {window.visitors for window in room.windows} == {math.ceil(250_000 * 0.15 * 1.5 * 1.5)}


def test_nobody_queues_for_what_is_not_in_preparation_or_over() -> None:
    assert _room(CLOCK).windows == ()
    assert _room(STREAM + timedelta(hours=6)).windows == ()


def test_what_is_over_is_forgotten_while_the_rest_is_to_come() -> None:
    during = _room(STREAM + timedelta(minutes=50))
    assert [window.opens for window in during.windows] == DROPS[2:]


def test_the_slower_they_enter_the_longer_they_queue_but_never_into_the_next_drop() -> None:
    fast, slow = _room(BEFORE), _room(BEFORE, users_per_minute=3000)
    assert [window.closes - window.opens for window in fast.windows] == [600] * 5
    for window, following in zip(slow.windows, slow.windows[1:], strict=False):
        assert window.closes <= following.queue_from <= following.opens
    assert slow.windows[0].closes == DROPS[1]


def test_hot_products_are_fetched_before() -> None:
    assert _room(BEFORE).preload == ("/products/espresso-one",)
    assert _room(CLOCK).preload == ()


def test_a_test_stack_expects_its_share_and_a_closed_room_nobody() -> None:
    staging = waiting_rooms(load("staging-aws", ROOT), capacity("staging-aws", BEFORE))["live"]
    assert 0 < staging.windows[0].visitors < _room(BEFORE).windows[0].visitors / 5
    assert waiting_rooms(load("dev-aws", ROOT), capacity("dev-aws", BEFORE)) == {}


@pytest.mark.parametrize("times", [(20, 10, 30), (0, 30, 30)])
def test_a_window_has_its_times_in_order(times: tuple[int, int, int]) -> None:
    queue_from, opens, closes = times
    with pytest.raises(ValueError, match="must follow each other"):
        QueueWindow(name="drop", queue_from=queue_from, opens=opens, closes=closes, visitors=1)


def test_windows_do_not_overlap() -> None:
    first = QueueWindow(name="a", queue_from=0, opens=10, closes=100, visitors=1)
    with pytest.raises(ValueError, match="b begins before a closes"):
        WaitingRoom(
            users_per_minute=10,
            session_minutes=1,
            windows=(first, replace(first, name="b", queue_from=50, opens=60)),
        )
