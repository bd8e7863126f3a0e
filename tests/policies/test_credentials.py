"""A report never shows a credential, neither in a message nor in what a rule has read."""

from __future__ import annotations

import json

from policies.examples.catalogue import by_rule
from policies.rules import RULES


def test_no_rule_repeats_a_credential():
    """Every rule on every example that has one in clear."""
    examples = by_rule()["identity-no-plaintext-secrets"]
    results = [result for example in examples for rule in RULES for result in example.results(rule)]
    assert {result.verdict.value for result in results} >= {"pass", "fail"}
    shown = json.dumps([(result.message, result.evidence) for result in results])
    for credential in (
        "correct-horse",
        "correct horse",
        "hunter2",
        "0123456789abcdef",
        "Q3EGRZ7Z2K5VN4XW",
        "Horse-1",
    ):
        assert credential not in shown
