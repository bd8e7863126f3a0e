"""Demand of a window: every number of a small shop by hand, and what holds for all calendars."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.busiest import busiest
from infra.capacity.calendar import BaseLoad, Window
from infra.capacity.demand import Demand, demand
from infra.capacity.journey import RequestClass
from infra.capacity.rates import Rates
from infra.capacity.sources import Countdown, Drops, Even, Ramp, Send
from tests.capacity.calendars import NO_BASE, START, calendar, campaign, shop, source

WAITING = Countdown(
    early_ratio=0.5, early_seconds=60, reload_requests=2, reload_seconds=10, order_seconds=20, decay_seconds=100
)


def of(*campaigns, base=NO_BASE, share_ratio=1.0, minutes=20, load=None) -> Demand:
    window = Window(name="sale", start=START, end=START + timedelta(minutes=minutes))
    return demand(calendar(*campaigns, base=base), window, load or shop(), share_ratio)


def test_every_number_by_hand():
    # 600 visits in 600 s; each lasts 100 s, so from second 100 on 1 visit/s is spread over its length
    found = of(campaign(source(Even(seconds=600), sessions=600), hot_products={"lamp": 0.25, "vase": 0.1}))
    now = 300
    assert found.seconds == 1_200
    assert found.sessions_rps[now] == pytest.approx(1)
    assert found.orders_rps[now] == pytest.approx(0.1)
    assert found.hot_key_rps[now] == pytest.approx(0.025)
    # home: 4 of each visit and one to land on
    assert {name: found.edge_rps[name][now] for name in found.edge_rps} == pytest.approx(
        {"files": 20, "home": 5, "checkout": 0.5}
    )
    assert {name: found.origin_rps[name][now] for name in found.origin_rps} == pytest.approx(
        {"files": 2, "home": 2.5, "checkout": 0.5}
    )
    assert {name: found.entry_rps[name][now] for name in found.entry_rps} == pytest.approx(
        {"web": 2.5, "orders": 0.5, "workers": 0}
    )
    orders = 0.5 + 2.5 * 0.25
    assert {name: found.service_rps[name][now] for name in found.service_rps} == pytest.approx(
        {"web": 2.5, "orders": orders, "workers": 0}
    )
    assert found.call_rps["web"]["orders"][now] == pytest.approx(2.5 * 0.25)
    assert {name: found.queue_rps[name][now] for name in found.queue_rps} == pytest.approx(
        {"jobs": 0.2, "mails": orders / 2, "log": orders / 2}
    )
    assert found.message_rps["workers"][now] == pytest.approx(0.2)
    assert found.database_reads_rps["orders"][now] == pytest.approx(2 * orders)
    assert found.database_writes_rps["orders"][now] == pytest.approx(orders + 3 * 0.2)
    assert found.cache_rps["shop"][now] == pytest.approx(3 * 2.5)
    assert found.table_reads_rps["carts"][now] == pytest.approx(orders)
    assert found.table_writes_rps["carts"][now] == pytest.approx(orders / 2)
    assert found.third_party_rps["bank"][now] == pytest.approx(0.2)


def test_visits_spread_their_requests_over_their_length():
    # lambda_k(t) = r_k/Ls x [Sigma(t) - Sigma(t - Ls)]
    found = of(campaign(source(Even(seconds=60), sessions=60)), load=shop(landing="checkout"))
    home = found.edge_rps["home"]
    assert home[[0, 29, 59]] == pytest.approx([4 / 100 * 0.5, 4 / 100 * 29.5, 4 / 100 * 59.5])
    assert home[60:100] == pytest.approx(np.full(40, 4 / 100 * 60))
    assert home[130] == pytest.approx(4 / 100 * 29.5)
    assert home[160:] == pytest.approx(np.zeros(1_040))
    assert home.sum() == pytest.approx(60 * 4)


def test_visits_that_began_before_the_window_are_in_it():
    planned = calendar(campaign(source(Even(seconds=600), sessions=600)))
    whole = demand(planned, Window(name="x", start=START, end=START + timedelta(minutes=5)), shop())
    late = demand(
        planned, Window(name="x", start=START + timedelta(minutes=4), end=START + timedelta(minutes=5)), shop()
    )
    for name in whole.service_rps:
        assert late.service_rps[name] == pytest.approx(whole.service_rps[name][240:])


def test_those_who_wait_reload_and_order_at_the_moment():
    wait = source(WAITING, sessions=1_000, start=START + timedelta(seconds=60), conversion_ratio=0.2)
    found = of(campaign(wait, landing="checkout"))
    # 500 wait: two reloads each within 10 s; at the moment the others begin to come and land, too
    assert found.edge_rps["checkout"][60] == pytest.approx(
        500 * 2 / 10 + 500 * (1 - np.exp(-0.01)) + 5 * found.orders_rps[60]
    )
    assert found.orders_rps[:60].sum() == 0
    assert found.orders_rps[60] == pytest.approx(0.2 * 500 * (1 - np.exp(-1 / 20)), rel=2e-3)
    assert found.orders_rps.sum() == pytest.approx(0.2 * 1_000, rel=1e-3)
    assert found.edge_rps["checkout"].argmax() == 60
    assert found.edge_rps["home"].argmax() > 60, "the read peak and the order peak are at different seconds"


def test_ordinary_traffic_has_no_landing():
    flat = BaseLoad(
        sessions_per_day=86_400, hourly_weights=(1,) * 24, weekday_weights=(1,) * 7, time_zone="Europe/Berlin"
    )
    found = of(base=flat)
    assert found.sessions_rps == pytest.approx(np.ones(1_200))
    assert found.edge_rps["home"] == pytest.approx(np.full(1_200, 4))
    assert found.orders_rps == pytest.approx(np.full(1_200, 0.1))
    assert found.hot_key_rps == pytest.approx(np.zeros(1_200))


def test_the_hottest_product_of_campaigns_that_overlap():
    one = campaign(source(sessions=600), name="one", hot_products={"lamp": 0.2, "vase": 0.3})
    two = campaign(source(sessions=600), name="two", hot_products={"lamp": 0.2})
    assert of(one, two).hot_key_rps[300] == pytest.approx(0.1 * 0.4)


def test_peaks_are_those_of_the_series():
    rates = Rates([np.array([1.0, 2, 0]), np.array([0.0, 1, 5])], {"a": (1, 0), "b": (1, 2), "c": (0, 0)})
    assert rates.peaks() == {"a": 2, "b": 10, "c": 0}
    assert list(rates["b"]) == [1, 4, 10]
    assert (len(rates), *rates) == (3, "a", "b", "c")
    with pytest.raises(KeyError):
        rates["d"]


@pytest.mark.parametrize("share_ratio", [-0.1, 1.1])
def test_a_share_is_a_share(share_ratio: float):
    with pytest.raises(ValueError, match="share_ratio must be in"):
        of(share_ratio=share_ratio)


def test_a_landing_page_is_a_class_of_requests():
    with pytest.raises(ValueError, match="landing pages is no class of requests"):
        of(campaign(source(), landing="pages"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"session_seconds": 0}, "session_seconds"),
        ({"conversion_ratio": 1.5}, "conversion_ratio"),
        ({"landing": "x"}, "landing: x is not defined"),
        ({"classes": {"home": RequestClass(entry="x")}}, "home: entry: x is not defined"),
        ({"classes": {"home": RequestClass(entry=None, cdn_hit_ratio=2)}}, "cdn_hit_ratio at most 1"),
        ({"topics": {}}, "publishes: events is not defined"),
        ({"third_parties": {}}, "third_parties: bank is not defined"),
    ],
)
def test_a_shop_that_makes_no_sense(change: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        shop(**change)


# --- for all calendars

reach = st.floats(0, 1e6)
sources = st.builds(
    source,
    st.sampled_from(
        [
            Even(seconds=300),
            Ramp(ramp_seconds=60, decay_seconds=200),
            Drops(drop_seconds=(0, 120), decay_seconds=20, seconds=600),
            Send(send_seconds=120, delay_scale_seconds=600, delay_shape=0.432),
            WAITING,
        ]
    ),
    sessions=reach,
    start=st.integers(-600, 600).map(lambda second: START + timedelta(seconds=second)),
    conversion_ratio=st.none() | st.floats(0, 1),
)
campaigns = st.builds(campaign, sources, sources, hot_products=st.just({"lamp": 0.5}))


def everything(found: Demand) -> dict[str, np.ndarray]:
    """All series, by name."""
    series = {name: value for name, value in vars(found).items() if isinstance(value, np.ndarray)}
    for name, value in vars(found).items():
        if isinstance(value, Rates):
            series |= {f"{name}.{each}": value[each] for each in value}
    assert len(series) > 25
    return series


@settings(max_examples=25, deadline=None)
@given(campaigns, st.integers(0, 1), st.floats(1, 10))
def test_more_reach_never_gives_less(planned, index: int, factor: float):
    less = list(planned.sources)
    more = [replace(each, reach=each.reach * factor) if i == index else each for i, each in enumerate(less)]
    before, after = everything(of(planned)), everything(of(replace(planned, sources=tuple(more))))
    for name, series in before.items():
        assert (after[name] >= series * (1 - 1e-9) - 1e-9).all(), name


@settings(max_examples=25, deadline=None)
@given(campaigns, campaigns, st.floats(0, 1))
def test_campaigns_that_overlap_add_up_and_stacks_share(one, two, share: float):
    two = replace(two, name="two")
    alone, other, both = everything(of(one)), everything(of(two)), everything(of(one, two, share_ratio=share))
    for name in both:
        assert both[name] == pytest.approx(share * (alone[name] + other[name]), rel=1e-6, abs=1e-6), name


@settings(max_examples=15, deadline=None)
@given(sources)
def test_in_an_endless_window_all_visits_come_and_ask_for_everything(one):
    # the slowest, a mailing, has had more than 99.9 % of its clicks after 24 h
    found = of(campaign(replace(one, start=START + timedelta(minutes=1))), minutes=1_440)
    drops = len(one.shape.drop_seconds) if isinstance(one.shape, Drops) else 1
    visits = one.sessions * drops
    assert found.sessions_rps.sum() == pytest.approx(visits, rel=2e-3)
    assert found.edge_rps["files"].sum() == pytest.approx(20 * visits, rel=2e-3)
    converted = 0.1 if one.conversion_ratio is None else one.conversion_ratio
    assert found.orders_rps.sum() == pytest.approx(converted * visits, rel=2e-3, abs=1e-9)


# --- long windows


def test_the_busiest_part_has_the_peak():
    late = source(Even(seconds=600), sessions=6_000, start=START + timedelta(hours=40))
    week = campaign(source(Even(seconds=86_400)), late, minutes=10_080)
    planned = calendar(week)
    part = busiest(planned, week.window, shop(), longest_seconds=7_200)
    assert (part.name, part.seconds) == ("sale", 7_200)
    assert part.start < late.start < late.start + timedelta(minutes=10) < part.end
    assert demand(planned, part, shop()).sessions_rps.max() == pytest.approx(10)


@pytest.mark.parametrize("hours", [0, 47])
def test_the_busiest_part_stays_inside(hours: int):
    peak = source(Even(seconds=600), sessions=6_000, start=START + timedelta(hours=hours))
    week = campaign(peak, minutes=48 * 60)
    part = busiest(calendar(week), week.window, shop(), longest_seconds=14_400)
    assert week.window.start <= part.start <= peak.start < part.end <= week.window.end


def test_a_short_window_is_its_own_busiest_part():
    sale = campaign(source())
    assert busiest(calendar(sale), sale.window, shop()) == sale.window
