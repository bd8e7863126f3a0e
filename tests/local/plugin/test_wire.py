"""Values as the engine sends them, there and back."""

from __future__ import annotations

import pytest

from infra.local.plugin.wire import UNKNOWN, decode
from infra.preview.values import encode

VALUES = {
    "text": "a",
    "whole": 3,
    "fraction": 0.5,
    "yes": True,
    "nothing": None,
    "list": [1, {"deep": ["x"]}],
    "tags": {"a.b": "c"},
    "empty": {},
}


def test_values_come_back_as_they_went() -> None:
    assert decode(encode(VALUES)).values == VALUES
    assert type(decode(encode(VALUES)).values["whole"]) is int
    assert decode(encode(VALUES)).values["yes"] is True


def test_secrets_are_plain_with_their_paths_beside_them() -> None:
    paths = ("text", 'tags["a.b"]', "list[1].deep[0]")

    properties = decode(encode(VALUES, paths))

    assert properties.values == VALUES
    assert properties.secret == frozenset(paths)
    assert properties.unknown == frozenset()


def test_an_unknown_value_stays_the_engines_sentinel_also_inside_a_secret() -> None:
    properties = decode(encode({"list": ["a", UNKNOWN], "password": UNKNOWN}, ("password",)))

    assert properties.values == {"list": ["a", UNKNOWN], "password": UNKNOWN}
    assert properties.unknown == {"list[1]", "password"}
    assert properties.secret == {"password"}


@pytest.mark.parametrize(
    ("path", "undecided"),
    [("list[0]", True), ("list", True), ("list[0].deep", True), ("", True), ("list[1]", False), ("lists", False)],
)
def test_what_touches_an_unknown_value_is_undecided(path: str, undecided: bool) -> None:
    assert decode(encode({"list": [UNKNOWN, "a"], "lists": "b"})).undecided(path) is undecided


def test_without_unknown_values_everything_is_decided() -> None:
    assert not decode(encode(VALUES)).undecided("")


def test_what_is_not_json_is_named() -> None:
    with pytest.raises(TypeError, match=r"list\[1\]\.deep: bytes"):
        encode({"list": [0, {"deep": b""}]})
