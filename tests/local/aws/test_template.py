"""Texts and trees with fields in them."""

from __future__ import annotations

import pytest

from infra.local.aws.template import MissingError, fields, fill, text

KNOWN = {"id": "i-1", "tags": {"a": "b"}, "answer": {"A": {"B": 7}}, "none": None, "arn": "arn:x:targetgroup/g/1"}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("plain", "plain"),
        ("{id}", "i-1"),
        ("<{id}>", "<i-1>"),
        ("{tags}", {"a": "b"}),
        ("{answer.A.B}", 7),
        ("{answer.A.C}", None),
        ("x{answer.A.C}", None),
        ({"A": "{id}", "B": "{unknown}"}, {"A": "i-1"}),
        ({"A": {"B": "{unknown}"}}, None),
        ({}, {}),
        ([{"A": 1, "B": "{unknown}"}], None),
        ([{"A": 1, "B": "{id}"}, {"A": 1, "B": "{none}"}], [{"A": 1, "B": "i-1"}]),
        ("{arn|after targetgroup/}", "g/1"),
        ("{arn|from targetgroup/}", "targetgroup/g/1"),
        ("{id|after nothing}", "i-1"),
        ("{id|record}", "i-1."),
        (False, False),
    ],
)
def test_fill(template, filled):
    assert fill(template, KNOWN) == filled


def test_a_text_says_what_it_misses():
    assert text("{id}:{answer.A.B}", KNOWN) == "i-1:7"
    with pytest.raises(MissingError, match="needs id, unknown"):
        text("{id}:{unknown}", KNOWN)


def test_fields_are_found_anywhere_in_a_tree():
    assert list(fields({"A": ["{x}", {"B": "-{y.z|after /}-"}], "C": 1})) == ["x", "y.z"]
