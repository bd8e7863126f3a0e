"""What a change of inputs does, on both clouds."""

from __future__ import annotations

import pytest

from infra.local.contract import Difference
from infra.local.difference import difference

BALANCER = "alicloud:alb/loadBalancer:LoadBalancer"
TABLE = "alicloud:ots/table:Table"
QUEUE = "aws:sqs/queue:Queue"
KEY = {"name": "order_id", "type": "String"}


@pytest.mark.parametrize(
    ("type_", "old", "new", "updates", "replaces"),
    [
        (QUEUE, {}, {}, (), ()),
        (QUEUE, {"delaySeconds": 1}, {"delaySeconds": 1}, (), ()),
        (QUEUE, {"delaySeconds": 1}, {"delaySeconds": 2}, ("delaySeconds",), ()),
        (QUEUE, {"delaySeconds": 1}, {"delaySeconds": True}, ("delaySeconds",), ()),
        (QUEUE, {"delaySeconds": None}, {}, (), ()),
        (QUEUE, {"fifoQueue": True, "delaySeconds": 1}, {}, ("delaySeconds",), ("fifoQueue",)),
        (QUEUE, {"tags": {"a.b": "1"}}, {"tags": {"a.b": "2"}}, ("tags",), ()),
        (
            BALANCER,
            {"zoneMappings": [{"zoneId": "a"}]},
            {"zoneMappings": [{"zoneId": "b"}]},
            ("zoneMappings",),
            (),
        ),
        (
            TABLE,
            {"primaryKeys": [{"name": "a"}]},
            {"primaryKeys": [{"name": "a"}, {"name": "b"}]},
            (),
            ("primaryKeys",),
        ),
    ],
)
def test_a_change_updates_or_replaces(type_, old, new, updates, replaces):
    assert difference(type_, "", old, new) == Difference(updates=updates, replaces=replaces)


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [("orders", "orders", True), ("orders", "sales", False), (None, None, False)],
)
def test_what_keeps_its_name_is_deleted_before_it_is_replaced(old, new, first):
    before, after = ({"name": name, "fifoQueue": fifo} for name, fifo in ((old, True), (new, False)))
    given = [{key: value for key, value in inputs.items() if value is not None} for inputs in (before, after)]
    assert difference(QUEUE, "name", *given).delete_before_replace is first


def test_a_cloud_may_say_what_is_the_same():
    found = difference(QUEUE, "", {"policy": "{}"}, {"policy": "{ }"}, same=lambda old, new: True)
    assert found == Difference()
