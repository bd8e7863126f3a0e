"""Paths into parameters and answers."""

from __future__ import annotations

import pytest

from infra.local.aws.paths import get, parse, put

TREE = {"A": {"B": [{"Key": "x.y", "Value": 1, "C": [1, 2]}, {"Key": "z", "Value": 2}]}}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", TREE),
        ("A.B[0].Value", 1),
        ("A.B[7].Value", None),
        ("A.B[].Value", [1, 2]),
        ("A.B[].C", [1, 2]),
        ("A.B[Key=x.y].Value", 1),
        ("A.B[Key=q].Value", None),
        ("A.X.Y", None),
        ("A.B.Value", None),
    ],
)
def test_get(path, found):
    assert get(TREE, parse(path)) == found


@pytest.mark.parametrize(
    ("there", "path", "value", "made"),
    [
        ({}, "A.B", 1, {"A": {"B": 1}}),
        ({"A": {"B": 1}}, "A", {"C": 2}, {"A": {"B": 1, "C": 2}}),
        ({"A": [1]}, "A", [2], {"A": [1, 2]}),
        ({"A": [1]}, "", {"A": [2]}, {"A": [1, 2]}),
        ({}, "A[0].B", 1, {"A": [{"B": 1}]}),
        ({"A": [{"C": 1}]}, "A[0].B", 2, {"A": [{"C": 1, "B": 2}]}),
        ({}, "A[].B", [1, 2], {"A": [{"B": 1}, {"B": 2}]}),
        ({}, "A[Key=x.y].Value", "1", {"A": [{"Key": "x.y", "Value": "1"}]}),
        ({"A": [{"Key": "k"}]}, "A[Key=k].Value", "1", {"A": [{"Key": "k", "Value": "1"}]}),
    ],
)
def test_put(there, path, value, made):
    put(there, parse(path), value)
    assert there == made


def test_what_is_no_path_is_refused():
    with pytest.raises(ValueError, match=r"unexpected '\[x'"):
        parse("A[x")
