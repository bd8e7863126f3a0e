"""How much one firewall takes."""

from typing import Any

import pytest

from tests.local.aws.refusals.judged import beside, refused

ACL = "wafv2/webAcl:WebAcl"


def rule(number: int, **statement: Any) -> dict[str, Any]:
    return {"name": f"limit-{number}", "priority": number, "action": {"block": {}}, "statement": statement}


def judged(rules: list[dict[str, Any]]) -> dict[str, str]:
    return refused(ACL, {"scope": "REGIONAL", "rules": rules}, beside())


@pytest.mark.parametrize(("limits", "wrong"), [(10, []), (12, ["rules[11].name", "rules[12].name"])])
def test_a_firewall_takes_ten_rules_that_count(limits: int, wrong: list[str]) -> None:
    others = [rule(0, geoMatchStatement={"countryCodes": ["DE"]})]
    counting = [rule(number + 1, rateBasedStatement={"limit": 100}) for number in range(limits)]
    assert list(judged(others + counting)) == wrong


@pytest.mark.parametrize(("characters", "fine"), [(200, True), (201, False)])
def test_a_regular_expression_has_an_end_wherever_it_stands(characters: int, fine: bool) -> None:
    pattern = {"regexMatchStatement": {"regexString": "a" * characters}}
    inside = {"andStatement": {"statements": [{"notStatement": {"statement": pattern}}]}}
    for statement in ({"rateBasedStatement": {"limit": 100, "scopeDownStatement": inside}}, inside, pattern):
        assert (judged([rule(0, **statement)]) == {}) is fine
