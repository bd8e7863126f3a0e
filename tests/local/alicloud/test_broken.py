"""Whether the simulator notices what is wrong with the resources of prod-alicloud."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.local.alicloud.broken import BROKEN
from tests.local.alicloud.broken.probe import probed

DOCUMENTS = {"serviceConfig", "triggerConfig"}
"""Properties that hold a whole document, in which there is much to get wrong."""


@pytest.fixture(scope="module")
def tried():
    """Every variation, tried when its resource was about to be created."""
    creation, cloud = probed()
    assert creation.complete
    return cloud.tried


def test_most_variations_are_noticed_at_the_right_property(tried):
    noticed = [one.broken for one in tried if one.noticed]
    print(f"{len(noticed)} of {len(tried)} broken variations noticed")
    assert len(tried) == len(BROKEN) >= 60
    assert len(noticed) / len(tried) >= 50 / 60


def test_nothing_else_is_blamed(tried):
    """A variation breaks one resource; the finding is about it."""
    for one in tried:
        assert {found.resource for found in one.findings} <= {f"alicloud:{one.broken.type} {one.broken.name}"}


def test_the_table_says_what_is_not_noticed(tried):
    wrong = [
        (one.broken.idea, one.broken.value, [(found.property, found.what) for found in one.findings])
        for one in tried
        if one.noticed == bool(one.broken.missed)
    ]
    assert wrong == []


def test_variations_differ_in_idea():
    """Not one kind of mistake over and over: many types, few variations of each property that is no document."""
    assert len({broken.type for broken in BROKEN}) >= 50
    counts = Counter((broken.type, broken.at) for broken in BROKEN if broken.at not in DOCUMENTS)
    assert max(counts.values()) <= 4


def test_findings_say_what_was_given_but_no_secret(tried):
    passwords = [one for one in tried if one.broken.at in ("password", "accountPassword")]
    assert passwords
    assert all(found.given == "[secret]" for one in passwords for found in one.findings)
    assert all(found.given for one in tried for found in one.findings)
