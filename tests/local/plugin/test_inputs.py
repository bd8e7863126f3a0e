"""What the provider fills in, keeps and reads back."""

from __future__ import annotations

from infra.local.contract import Reading
from infra.local.plugin.inputs import GENERATED, generated, kept, read_inputs, without_marks


def test_a_new_resource_gets_the_generated_name_and_a_mark() -> None:
    assert generated({"name": "q-new", "delay": 1}, {"delay": 1}, {}) == {
        "name": "q-new",
        "delay": 1,
        GENERATED: ["name"],
    }


def test_a_generated_name_is_kept_for_life() -> None:
    olds = {"name": "q-old", "delay": 1, GENERATED: ["name"]}

    assert generated({"name": "q-new", "delay": 2}, {"delay": 2}, olds)["name"] == "q-old"


def test_a_name_that_the_program_no_longer_gives_is_not_kept() -> None:
    assert generated({"name": "q-new"}, {}, {"name": "given"})["name"] == "q-new"


def test_a_given_name_carries_no_mark() -> None:
    inputs = {"name": "given"}

    assert generated(inputs, inputs, {"name": "q-old", GENERATED: ["name"]}) == inputs


def test_marks_are_not_for_the_cloud() -> None:
    assert without_marks({"name": "q", GENERATED: ["name"]}) == {"name": "q"}


def test_ignored_properties_stay_as_they_were_or_stay_away() -> None:
    assert kept({"a": 1, "b": 1}, {"a": 2, "b": 2, "c": 2}, ["a", "c", "d[0]"]) == {"a": 1, "b": 2}


def test_a_refresh_takes_only_what_was_read() -> None:
    reading = Reading(
        outputs={"delay": 5, "policy": "as the cloud has it", "arn": "arn:q"},
        read=frozenset({"delay", "gone", "arn"}),
    )

    inputs = read_inputs({"delay": 1, "policy": "as asked for", "gone": True, GENERATED: ["policy"]}, reading, {})

    assert inputs == {"delay": 5, "policy": "as asked for", GENERATED: ["policy"]}


def test_what_the_cloud_has_made_inside_an_input_is_no_input() -> None:
    """As the tokens of a mail domain; a tag that somebody has added by hand is not known, and a difference."""
    known = {"dkim": {"length": "RSA_2048_BIT", "tokens": ["a"]}, "tags": {"owner": "shop"}}
    now = {"dkim": {"length": "RSA_1024_BIT", "tokens": ["a"]}, "tags": {"owner": "shop", "by": "hand"}}
    reading = Reading(outputs=now, read=frozenset(now))

    inputs = read_inputs({"dkim": {"length": "RSA_2048_BIT"}, "tags": {"owner": "shop"}}, reading, known)

    assert inputs == {"dkim": {"length": "RSA_1024_BIT"}, "tags": {"owner": "shop", "by": "hand"}}
