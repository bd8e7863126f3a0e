"""From campaigns.yaml to the calendar: local times, kinds and their defaults, and what the committed one asks."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from infra.capacity import kinds
from infra.capacity.busiest import busiest
from infra.capacity.calendar import Calendar
from infra.capacity.demand import demand
from infra.capacity.sources import Countdown, Day, Drops, Even, Kind, Ramp, Send, Source
from infra.program import ROOT
from infra.settings import load, stack_names
from infra.settings.calendar import calendar
from infra.settings.calendar_model import AnySource, CalendarFile
from tests.settings.project import project

BASE = {"sessions_per_day": 100, "time_zone": "UTC", "hourly_weights": [1] * 24, "weekday_weights": [1] * 7}


def planned(campaign: dict[str, Any], **top: Any) -> Calendar:
    sale = {"start": "2027-07-01 10:00", "time_zone": "Europe/Berlin", "duration_hours": 6} | campaign
    return calendar(
        CalendarFile.model_validate_json(json.dumps({"base": BASE, "campaigns": {"sale": sale}, **top}))
    )


def one(kind: str, **keys: Any) -> Source:
    """A source of this kind."""
    (source,) = planned({"sources": {"it": {kind: {"reach": 1000} | keys}}}).campaigns["sale"].sources
    return source


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        ("2027-01-15 10:00", "Europe/Berlin", utc(2027, 1, 15, 9)),
        ("2027-07-15 10:00", "Europe/Berlin", utc(2027, 7, 15, 8)),
        ("2027-11-11 00:00", "Asia/Shanghai", utc(2027, 11, 10, 16)),
        ("2027-07-15 10:00", "Asia/Kolkata", utc(2027, 7, 15, 4, 30)),
        ("2027-03-28 01:59", "Europe/Berlin", utc(2027, 3, 28, 0, 59)),
        ("2027-03-28 03:00", "Europe/Berlin", utc(2027, 3, 28, 1)),
    ],
)
def test_local_times_become_utc(start: str, zone: str, expected: datetime):
    sale = planned({"start": start, "time_zone": zone, "sources": {"it": {"affiliate": {"reach": 1}}}})
    assert sale.campaigns["sale"].start == expected


def test_a_campaign_lasts_its_hours_also_when_clocks_change():
    night = {"start": "2027-03-28 00:00", "duration_hours": 24, "sources": {"it": {"affiliate": {"reach": 1}}}}
    assert planned(night).campaigns["sale"].window.seconds == 24 * 3_600


def test_kinds_have_the_shapes_and_defaults_of_the_facts():
    assert one("search_ads").shape == Day(seconds=6 * 3_600)
    assert one("organic_search").click_ratio == 0.03
    assert one("social_post").shape == Ramp(ramp_seconds=300, decay_seconds=2_700)
    assert one("short_video").shape == Ramp(ramp_seconds=300, decay_seconds=3_600)
    assert one("affiliate").click_ratio == 0.0075
    assert one("live_stream", drop_minutes=[20, 5]).shape == Drops(
        drop_seconds=(300, 1_200), decay_seconds=20, seconds=6 * 3_600
    )
    assert one("live_stream", drop_minutes=[1], stream_minutes=60).shape.seconds == 3_600
    assert one("live_stream", drop_minutes=[1]).conversion_ratio == 0.3
    assert one("email", send_minutes=10).shape == Send(
        send_seconds=600, delay_scale_seconds=pytest.approx(25_524), delay_shape=0.432
    )
    assert one("sms", send_minutes=10).shape == Send(send_seconds=600, delay_scale_seconds=600, delay_shape=1)
    assert one("marketplace_event").shape == Countdown(
        early_ratio=0.3,
        early_seconds=300,
        reload_requests=3,
        reload_seconds=10,
        order_seconds=30,
        decay_seconds=600,
    )
    assert one("search_ads").conversion_ratio == 0.029
    assert one("email", send_minutes=10).conversion_ratio is None, "the shop's"


GIVEN = {
    "search_ads": {"click_ratio": 0.5, "conversion_ratio": 0.5, "shape": "even", "minutes": 30},
    "organic_search": {"click_ratio": 0.5, "shape": "day", "minutes": 30},
    "social_post": {"click_ratio": 0.5, "ramp_minutes": 1, "decay_minutes": 2},
    "short_video": {"click_ratio": 0.5, "ramp_minutes": 1, "decay_minutes": 2},
    "live_stream": {"click_ratio": 0.5, "conversion_ratio": 0.5, "drop_minutes": [1], "decay_seconds": 5},
    "email": {"click_ratio": 0.5, "send_minutes": 5, "delay_minutes": 5, "delay_shape": 2},
    "sms": {"click_ratio": 0.5, "send_minutes": 5, "delay_minutes": 5, "delay_shape": 2},
    "affiliate": {"click_ratio": 0.5},
    "marketplace_event": {
        **{"click_ratio": 0.5, "early_ratio": 0.5, "early_minutes": 2, "reload_requests": 1, "reload_seconds": 5},
        **{"order_seconds": 5, "decay_minutes": 3},
    },
}
"""Every key that has a default, given."""


@pytest.mark.parametrize("kind", Kind)
def test_every_default_can_be_replaced(kind: Kind):
    sources = {"it": {kind.value: {"reach": 10, **GIVEN[kind]}}}
    top = {"prepare_days": 5, "freeze_hours": 7, "confidence_factors": {"mid": 1.1}}
    found = planned({"headroom_ratio": 0.1, "sources": sources}, **top)
    assert found.assumptions() == ()
    sale = found.campaigns["sale"]
    assert (found.prepare_days, found.freeze_hours, sale.headroom_ratio) == (5, 7, 0.1)
    assert (sale.sources[0].click_ratio, sale.sources[0].confidence_factor) == (0.5, 1.1)
    assert sale.sources[0].sessions == pytest.approx(10 * 0.5 * 1.1)


@pytest.mark.parametrize("kind", Kind)
def test_every_default_in_use_is_told(kind: Kind):
    needed = {"send_minutes": 5} if kind in (Kind.EMAIL, Kind.SMS) else {}
    needed = {"drop_minutes": [1]} if kind is Kind.LIVE_STREAM else needed
    found = planned({"sources": {"it": {kind.value: {"reach": 10, **needed}}}}).assumptions()
    told = {each.key for each in found if each.where == f"campaigns.sale.sources.it.{kind}"}
    shape = kinds.SHAPES[kinds.SHAPE_OF[kind]] if kind in kinds.SHAPE_OF else {}
    assert told == {*kinds.KINDS[kind], *shape, "confidence_factors.mid"}
    assert {each.key for each in found} - told == {"prepare_days", "freeze_hours", "headroom_ratio"}
    replaceable = {*AnySource.model_fields[kind.value].annotation.__args__[0].model_fields}  # type: ignore[union-attr]
    assert told - {"confidence_factors.mid"} <= replaceable


def test_another_shape_brings_its_own_defaults():
    assert one("social_post", shape="countdown").shape == one("marketplace_event").shape
    assert one("affiliate", shape="even", minutes=30).shape == Even(seconds=1_800)
    assert one("search_ads", at="2027-07-01 12:00").shape == Day(seconds=4 * 3_600)


def test_headroom_of_a_first_time():
    source = {"it": {"affiliate": {"reach": 1}}}
    assert planned({"sources": source}).campaigns["sale"].headroom_ratio == 0.3
    assert planned({"sources": source, "first_time": True}).campaigns["sale"].headroom_ratio == 0.5
    assert (
        planned({"sources": source, "first_time": True, "headroom_ratio": 0.2}).campaigns["sale"].headroom_ratio
        == 0.2
    )


@pytest.mark.parametrize(
    ("campaign", "source", "factor"),
    [("low", None, 1.5), (None, None, 1.2), ("low", "high", 1.0), (None, "low", 1.5)],
)
def test_the_less_sure_the_more(campaign: str | None, source: str | None, factor: float):
    keys = {} if campaign is None else {"confidence": campaign}
    own = {} if source is None else {"confidence": source}
    found = planned({**keys, "sources": {"it": {"affiliate": {"reach": 1000, **own}}}})
    assert found.campaigns["sale"].sources[0].sessions == pytest.approx(1000 * 0.0075 * factor)


def test_campaigns_are_in_the_order_of_their_windows(tmp_path: Path):
    path = project(tmp_path) / "stacks/campaigns.yaml"
    keys = 'start: "2027-01-01 00:00", time_zone: UTC, duration_hours: 1'
    early = f"  zz: {{ {keys}, sources: {{ a: {{ affiliate: {{ reach: 1 }} }} }} }}\n"
    path.write_text(path.read_text() + early)
    assert [*load("prod-aws", tmp_path).calendar.campaigns] == ["zz", "autumn-sale"]


# --- the committed calendar

COMMITTED = load("prod-aws", ROOT)


def test_every_kind_is_used_in_the_committed_calendar():
    used = {source.kind for campaign in COMMITTED.calendar.campaigns.values() for source in campaign.sources}
    assert used == set(Kind)


def test_all_stacks_have_the_same_calendar():
    assert {str(load(stack, ROOT).calendar) for stack in stack_names(ROOT)} == {str(COMMITTED.calendar)}


def test_double_eleven_is_demanding():
    planned_, shop = COMMITTED.calendar, COMMITTED.shop_load
    evening = demand(planned_, planned_.campaigns["double-eleven"].window, shop)
    quiet = planned_.campaigns["quiet-week"].window
    ordinary = demand(planned_, busiest(planned_, quiet, shop), shop)
    edge = sum(evening.edge_rps[name] for name in evening.edge_rps).max()
    assert 50_000 < edge < 200_000
    for name, service in COMMITTED.shop.services.items():
        peak = evening.service_rps[name].max()
        works = (evening.service_rps[name] + evening.message_rps[name]).max()
        every_day = (ordinary.service_rps[name] + ordinary.message_rps[name]).max()
        most = service.scale.max_instances * service.performance.throughput_rps
        assert peak < most, name
        assert works > (5 if name == "chat" else 10) * every_day, name


def test_reading_the_calendar_needs_no_numpy():
    code = (
        "import sys; from pathlib import Path; from infra.settings import load; load('prod-aws', Path('.'));"
        "assert 'numpy' not in sys.modules; from infra.capacity import demand; assert 'scipy' not in sys.modules"
    )
    assert run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
