"""How problems read."""

import pytest

from infra.settings.problem import Problem, SettingsError, did_you_mean, listed, path_text, shown


def problem(file: str, line: int | None, what: str = "is wrong") -> Problem:
    return Problem(file=file, line=line, path="a.b[0]", what=what)


def test_only_what_is_known_is_printed():
    assert str(problem("stacks/shop.yaml", None)) == "stacks/shop.yaml: a.b[0]: is wrong"


def test_everything_known_is_printed():
    full = Problem(file="f", line=1, column=2, path="", what="is wrong", given="x", allowed="y", fix="z")
    assert str(full) == "f:1:2: is wrong\n  given:   x\n  allowed: y\n  fix:     z"


def test_an_error_lists_problems_once_in_the_order_of_the_files():
    error = SettingsError([problem("b", 2), problem("b", 10), problem("a", 9), problem("b", 2)])
    assert [(each.file, each.line) for each in error.problems] == [("a", 9), ("b", 2), ("b", 10)]


def test_a_message_is_of_printable_lines_and_not_endless():
    text = str(Problem(file="f", line=1, path="a\nb", what="is wrong", given="\x1b[31m" + "x" * 5000))
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(text) < 200


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("eu-central-1", "eu-central-1"),
        ("90", '"90"'),
        ("true", '"true"'),
        ("", '""'),
        (" x", '" x"'),
        (90, "90"),
        (True, "true"),
        (None, "nothing"),
        ([1], "a list of 1 item"),
        ([], "a list of 0 items"),
        ({"a": 1, "b": 2}, "keys a, b"),
    ],
)
def test_values_are_shown_so_that_text_and_numbers_differ(value, text: str):
    assert shown(value) == text


def test_paths():
    assert path_text(("services", "orders", "calls", 0)) == "services.orders.calls[0]"
    assert path_text(("floodgate:network", "a b")) == "floodgate:network[a b]"


def test_lists_of_words():
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["none", "a", "a, b or c"]


def test_did_you_mean_ignores_case_and_underscores():
    assert (
        did_you_mean("Highly_Available", ["cheap", "highly-available"], "x") == "did you mean `highly-available`?"
    )
    assert did_you_mean("zebra", ["cheap", "highly-available"], "delete it") == "delete it"
