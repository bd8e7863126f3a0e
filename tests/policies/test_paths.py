"""Every property that a rule reads exists in the SDK: about one that no resource has, a rule proves nothing."""

from __future__ import annotations

import re

import pytest

from infra.local.schema import Kind, Shape, arguments
from policies.examples.catalogue import by_rule
from policies.rule import Rule
from policies.rules import RULES
from policies.twins import TWINS
from policies.view import View

_EXAMPLES = by_rule()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_properties_exist(rule: Rule, monkeypatch):
    assert sorted(p for t, p in read(rule, monkeypatch) if not exists(t, p)) == []


def read(rule: Rule, monkeypatch) -> set[tuple[str, str]]:
    """(type, path) of everything that the rule reads in its examples, whether it is set or not."""
    seen: set[tuple[str, str]] = set()
    find, referring = View._find, View.referring

    def noted_find(self, path):
        full = f"{self._path}.{path}" if self._path else path
        seen.add((self.type, re.sub(r"\[\d+\]", "", full)))
        return find(self, path)

    def noted_referring(self, type_, path):
        seen.add((type_, path))
        return referring(self, type_, path)

    with monkeypatch.context() as patch:
        patch.setattr(View, "_find", noted_find)
        patch.setattr(View, "referring", noted_referring)
        for example in _EXAMPLES[rule.id]:
            example.results(rule)
    return {(type_, path) for type_, path in seen if not type_.startswith(("floodgate:", "pulumi:"))}


def exists(type_: str, path: str) -> bool:
    """Whether the type, or one of its other names, has the property as an argument."""
    return any(_has(name, path) for name in (type_, *(other for other, main in TWINS.items() if main == type_)))


def _has(type_: str, path: str) -> bool:
    shape: Shape | None = arguments(type_)
    for key in path.split("."):
        while shape is not None and shape.kind in (Kind.LIST,):
            shape = shape.element
        if shape is None or shape.kind is Kind.ANY:
            return shape is not None
        if shape.kind is Kind.MAP:
            shape = shape.element
            continue
        if key not in shape.fields:
            return False
        shape = shape.fields[key]
    return True


def test_a_property_that_does_not_exist_is_noticed():
    """facts/policies.md section 7, cases 5 and 6."""
    assert exists("alicloud:polardb/cluster:Cluster", "tdeStatus")
    assert not exists("alicloud:polardb/cluster:Cluster", "tlsServiceStatus")
    assert exists("aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpTokens")
    assert not exists("aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.tokens")
    assert not exists("alicloud:ecs/metadata:Metadata", "httpTokens")
