"""What services are told of search, and may do with it: their own indexes and no others."""

import json
from typing import Any

from tests.stacks import planned


def component(stack: str, name: str) -> dict[str, Any]:
    """The arguments of a capability."""
    return next(item.inputs for item in planned(stack).resources if not item.custom and item.name == name)


def granted(stack: str, service: str) -> list[str]:
    return [grant["access"] for grant in component(stack, f"{service}-role")["grants"]]


def of_search(service: str) -> list[str]:
    return [access for access in granted("prod-aws", service) if access.startswith("search-")]


def test_the_owner_asks_and_writes_its_indexes_and_may_act_as_owner() -> None:
    assert of_search("catalog") == [*["search-query", "search-update"] * 2, "search-own"]


def test_customer_service_touches_its_answers_only() -> None:
    assert of_search("support") == ["search-query", "search-update"]
    assert component("prod-aws", "products-search")["clients"]["support"]["indexes"] == ["answers"]


def test_who_does_not_search_is_granted_nothing() -> None:
    assert of_search("orders") == []


def test_on_alibaba_cloud_clients_read_the_password_and_are_granted_no_index() -> None:
    for service in ("catalog", "support"):
        access = granted("prod-alicloud", service)
        assert not [each for each in access if each.startswith("search-")]
        assert {"secret-read", "key-use"} <= set(access)
        pool = component("prod-alicloud", service)
        assert "SEARCH_PRODUCTS_CREDENTIALS" in pool["secrets"]
        assert not {"SEARCH_PRODUCTS_MEMBERS", "SEARCH_PRODUCTS_OWNER_ROLE"} & set(pool["environment"])


def test_the_owner_alone_is_told_whom_to_let_in() -> None:
    owner, other = (component("prod-aws", name)["environment"] for name in ("catalog", "support"))
    assert [each["service"] for each in json.loads(owner["SEARCH_PRODUCTS_MEMBERS"])] == ["catalog", "support"]
    assert "SEARCH_PRODUCTS_OWNER_ROLE" in owner
    assert (owner["SEARCH_PRODUCTS_INDEXES"], other["SEARCH_PRODUCTS_INDEXES"]) == (
        "products,suggestions",
        "answers",
    )
    assert not {"SEARCH_PRODUCTS_MEMBERS", "SEARCH_PRODUCTS_OWNER_ROLE"} & set(other)
