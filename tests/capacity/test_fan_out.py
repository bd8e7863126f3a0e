"""Requests and messages spread as the averages say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.fan_out import RunawayError, spread
from infra.capacity.journey import HowOften, ServiceLoad
from tests.capacity.calendars import shop


def test_a_chain_by_hand():
    services = {
        "web": ServiceLoad(calls={"orders": 0.5, "catalog": 2}),
        "orders": ServiceLoad(calls={"catalog": 1}, sends={"jobs": HowOften(per_request=0.1, per_order=3)}),
        "catalog": ServiceLoad(),
        "workers": ServiceLoad(
            consumes={"jobs": 9}, sends={"mails": HowOften(per_message=2)}, calls={"orders": 1}
        ),
    }
    found = spread({k: v for k, v in services.items() if k != "workers"}, {}, {"web": 100}, 10)
    assert found.requests == {"web": 100, "orders": 50, "catalog": 250}
    assert found.messages == {"jobs": 50 * 0.1 + 10 * 3}
    # with workers that ask `orders` for each job: orders = 50 + jobs, jobs = 0.1 orders + 30
    found = spread(services, {}, {"web": 100}, 10)
    assert found.requests["orders"] == pytest.approx((50 + 30) / 0.9)
    assert found.messages["jobs"] == pytest.approx(0.1 * (50 + 30) / 0.9 + 30)
    assert found.messages["mails"] == pytest.approx(2 * found.messages["jobs"])
    assert (
        found.work("workers") == pytest.approx(found.consumed["workers"]) == pytest.approx(found.messages["jobs"])
    )


def test_every_subscriber_gets_a_copy_and_consumers_share():
    services = {
        "orders": ServiceLoad(
            publishes={"events": HowOften(per_request=1)}, sends={"one": HowOften(per_request=1)}
        ),
        "left": ServiceLoad(consumes={"one": 1}),
        "right": ServiceLoad(consumes={"one": 1, "two": 1}),
    }
    found = spread(services, {"events": ("one", "two")}, {"orders": 10}, 0)
    assert found.messages == {"one": 20, "two": 10}
    assert found.consumed == {"orders": 0, "left": 10, "right": 20}


@pytest.mark.parametrize("each", [1.0, 1.5])
def test_what_causes_more_of_itself_is_refused(each: float):
    services = {
        "workers": ServiceLoad(consumes={"jobs": 1}, sends={"jobs": HowOften(per_message=each, per_order=1)})
    }
    with pytest.raises(RunawayError, match="more of themselves"):
        spread(services, {}, {}, 1)


def test_half_a_message_comes_back():
    services = {
        "workers": ServiceLoad(consumes={"jobs": 1}, sends={"jobs": HowOften(per_message=0.5, per_order=1)})
    }
    assert spread(services, {}, {}, 1).messages["jobs"] == pytest.approx(2)


rates = st.floats(0, 1e6)


@settings(max_examples=50, deadline=None)
@given(rates, rates, rates, rates)
def test_causes_add_up(web: float, orders: float, more_web: float, more_orders: float):
    load = shop()
    one = spread(load.services, load.topics, {"web": web}, orders)
    two = spread(load.services, load.topics, {"web": more_web}, more_orders)
    both = spread(load.services, load.topics, {"web": web + more_web}, orders + more_orders)
    for name in load.services:
        assert both.work(name) == pytest.approx(one.work(name) + two.work(name), rel=1e-9)
    for queue in load.queues:
        assert both.messages[queue] == pytest.approx(one.messages[queue] + two.messages[queue], rel=1e-9)
