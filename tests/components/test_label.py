"""Names and tags."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.label import DataClass, Label
from tests.components.harness import LABEL

_NAMES = st.text(min_size=1, max_size=80)


def test_tags_carry_every_key():
    assert LABEL.tags("orders") == {
        "project": "floodgate",
        "environment": "prod",
        "owner": "platform@shop.example",
        "cost-center": "shop",
        "component": "orders",
        "managed-by": "pulumi",
    }


def test_stores_say_how_sensitive_their_data_is():
    assert LABEL.tags("orders-db", DataClass.CARDHOLDER)["data-classification"] == "cardholder"


@given(_NAMES, st.integers(min_value=16, max_value=80))
def test_physical_names_fit_and_are_lower_kebab(role, max_length):
    name = LABEL.physical(role, max_length)
    assert len(name) <= max_length
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@given(st.lists(st.from_regex(r"[a-z]{1,30}", fullmatch=True), min_size=2, max_size=2, unique=True))
def test_different_roles_get_different_names_however_short(roles):
    first, second = roles
    assert LABEL.physical(first, 24) != LABEL.physical(second, 24)


def test_unique_names_differ_between_accounts():
    other = Label(
        project=LABEL.project,
        environment=LABEL.environment,
        owner=LABEL.owner,
        cost_center=LABEL.cost_center,
        scope="999999999999/eu-central-1",
    )
    assert LABEL.unique("media", 63) != other.unique("media", 63)
    assert LABEL.unique("media", 63).startswith("floodgate-prod-media-")


def test_a_limit_too_short_for_the_hash_is_refused():
    with pytest.raises(ValueError, match="at least 8, got 7"):
        LABEL.physical("orders", 7)
