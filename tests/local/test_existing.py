"""The index of what exists: found by every name it has, forgotten when it is gone."""

from __future__ import annotations

from infra.local.contract import Created, Wanted
from infra.local.existing import Existing

QUEUE = "aws:sqs/queue:Queue"
TOPIC = "aws:sns/topic:Topic"
ARN = "arn:aws:sqs:eu-central-1:111122223333:orders"


def wanted(type_: str, **inputs: object) -> Wanted:
    return Wanted(urn=f"urn:{type_}", type=type_, name="orders", inputs=dict(inputs))


def one_queue() -> Existing:
    existing = Existing(["Z1"])
    created = Created(id="https://orders", outputs={"name": "orders", "arn": ARN, "inner": [{"secretArn": "s-1"}]})
    existing.add(wanted(QUEUE, name="orders", delaySeconds=1), created)
    return existing


def test_it_is_found_by_id_arn_and_name() -> None:
    existing = one_queue()

    found = [existing.find(value) for value in ("https://orders", ARN, "orders")]

    assert [resource.type for resource in found if resource] == [QUEUE] * 3
    assert existing.get(QUEUE, "https://orders") is found[0]


def test_it_is_not_found_as_another_type_or_by_another_property() -> None:
    existing = one_queue()

    assert existing.find("orders", types=[TOPIC]) is None
    assert existing.find("orders", by=["id"]) is None
    assert existing.find("payments") is None


def test_an_update_replaces_what_was_known() -> None:
    existing = one_queue()

    existing.add(wanted(QUEUE, name="orders"), Created(id="https://orders", outputs={"name": "orders-2"}))

    assert len(existing) == 1
    assert existing.find(ARN) is None
    assert existing.find("orders-2") is not None


def test_what_is_removed_is_forgotten() -> None:
    existing = one_queue()

    existing.remove(QUEUE, "https://orders")
    existing.remove(QUEUE, "https://orders")

    assert (len(existing), existing.find("orders"), existing.made(ARN)) == (0, None, False)


def test_only_what_the_cloud_added_counts_as_made() -> None:
    """What a program merely asked for is no proof that it exists."""
    existing = one_queue()

    assert existing.made(ARN)
    assert existing.made("s-1")
    assert not existing.made("orders")


def test_an_arn_of_another_account_is_foreign() -> None:
    existing = one_queue()

    assert existing.foreign(ARN.replace("111122223333", "999988887777"))
    assert not existing.foreign(ARN)
    assert not existing.foreign("arn:aws:s3:::orders")


def test_what_the_account_had_before_is_assumed() -> None:
    existing = one_queue()
    existing.assume("Z2")

    assert [existing.assumed(zone) for zone in ("Z1", "Z2", "Z3")] == [True, True, False]


def test_a_property_is_an_output_or_else_an_input() -> None:
    resource = one_queue().of_type(QUEUE)[0]

    assert [resource.get(name) for name in ("id", "arn", "delaySeconds", "policy")] == [
        "https://orders",
        ARN,
        1,
        None,
    ]
