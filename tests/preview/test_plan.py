"""The plan as a file: what it says is what docs/plan.md promises, and what is no plan is refused."""

import json
import re

import pytest

from infra.preview.diff import diff
from infra.preview.plan import PlanError, from_json, to_dict
from infra.preview.report import diff_dict
from infra.program import ROOT
from tests.preview.samples import plan, resource
from tests.stacks import STACKS, every_stack, planned

DOCUMENT = (ROOT / "docs/plan.md").read_text(encoding="utf-8")
PLAN, DIFF = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL))


@every_stack
def test_a_plan_comes_back_from_its_json_as_it_was(stack: str) -> None:
    text = planned(stack).to_json()
    assert from_json(text, "plan.json") == planned(stack)
    assert from_json(text, "plan.json").to_json() == text


def test_numbers_texts_and_secrets_come_back_as_they_were() -> None:
    inputs = {"a": 1, "b": 1.5, "c": True, "d": None, "e": ["ü€", "[secret]", {}], "f": "1"}
    kept = plan(resource("aws:sqs/queue:Queue", "q", inputs, unknown=("d",), secret=("e[1]",)), outputs=inputs)
    back = from_json(kept.to_json(), "plan.json")
    assert back == kept
    assert [type(value) for value in back.resources[0].inputs.values()] == [
        int,
        float,
        bool,
        type(None),
        list,
        str,
    ]


def test_the_keys_and_their_order_are_the_documented_ones() -> None:
    ours = to_dict(planned("prod-aws"))
    assert list(ours) == list(PLAN)
    assert [list(item) for item in ours["resources"]] == [list(PLAN["resources"][0])] * len(ours["resources"])
    assert ours["schema"] == PLAN["schema"]


def test_every_option_in_use_is_documented() -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith("| `options` |"))
    used = {option for stack in STACKS for item in planned(stack).resources for option in item.options}
    assert used >= {"protect", "ignore_changes"}
    assert used - set(re.findall(r"`(\w+)`", row)) == set()


def test_the_keys_of_a_difference_are_the_documented_ones() -> None:
    before, after = (plan(resource("aws:sqs/queue:Queue", "q", {"delaySeconds": value})) for value in (1, 2))
    ours = diff_dict(diff(before, after), None)
    assert list(ours) == list(DIFF)
    assert list(ours["summary"]) == list(DIFF["summary"])
    assert list(ours["steps"][0]) == list(DIFF["steps"][0])
    assert list(ours["steps"][0]["changes"][0]) == list(DIFF["steps"][0]["changes"][0])
    assert ours["schema"] == DIFF["schema"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"p\.json is not JSON: Expecting value: line 1"),
        ("[" * 100_000, r"p\.json is not JSON: "),
        (
            "[]",
            r"p\.json is not a plan: `schema` must be 'floodgate\.plan/1', got 'list'; make one with `floodgate",
        ),
        ("{}", r"p\.json is not a plan: `schema` must be 'floodgate\.plan/1', got None; make one"),
        ('{"schema": "floodgate.plan/2"}', r"p\.json is not a plan: .* got 'floodgate\.plan/2'; make one"),
        ('{"schema": "floodgate.diff/1"}', r"p\.json is not a plan: .* got 'floodgate\.diff/1'; make one"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(text: str, message: str) -> None:
    with pytest.raises(PlanError, match=f"^{message}"):
        from_json(text, "p.json")


@pytest.mark.parametrize(
    ("where", "key", "value", "message"),
    [
        ("plan", "region", None, "`region`: field required"),
        ("plan", "stack", 7, "`stack`: input should be a valid string"),
        ("plan", "resources", {}, "`resources`: input should be a valid array"),
        ("plan", "outputs", [], "`outputs`: input should be an object"),
        ("resource", "urn", None, "`resources.1.urn`: field required"),
        ("resource", "custom", 1, "`resources.1.custom`: input should be a valid boolean"),
        ("resource", "inputs", [], "`resources.1.inputs`: input should be an object"),
        ("resource", "unknown", [3], "`resources.1.unknown.0`: input should be a valid string"),
        (
            "resource",
            "property_dependencies",
            [],
            "`resources.1.property_dependencies`: input should be an object",
        ),
    ],
)
def test_a_damaged_plan_names_file_and_field(where: str, key: str, value: object, message: str) -> None:
    data = to_dict(plan(resource("aws:sqs/queue:Queue", "a"), resource("aws:sqs/queue:Queue", "b")))
    damaged = data if where == "plan" else data["resources"][1]
    if value is None:
        del damaged[key]
    else:
        damaged[key] = value
    with pytest.raises(PlanError) as refused:
        from_json(json.dumps(data), "p.json")
    assert str(refused.value) == f"p.json is not a complete plan: {message}"
