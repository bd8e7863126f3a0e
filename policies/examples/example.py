"""How an example is written: a few resources, and what a rule says about the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from policies.evaluate import Result, evaluate
from policies.facts import Environment, Facts
from policies.resource import Resource
from policies.rule import STACK, Rule
from policies.stack import Stack

NOT_APPLICABLE = "not applicable"
"""Verdict of an example that the rule does not speak about."""


@dataclass(frozen=True)
class Unknown:
    """A value that only the cloud can know."""

    of: str = ""
    """Name of the resource it comes from."""


UNKNOWN = Unknown()


def ref(name: str) -> Unknown:
    """The id, ARN or name of another resource of the example, not known yet, as in a preview."""
    return Unknown(name)


def res(
    type_: str, name: str = "example", /, options: Mapping[str, Any] | None = None, **inputs: Any
) -> tuple[str, str, Mapping[str, Any], Mapping[str, Any]]:
    """One resource: Pulumi type, logical name, and inputs in Pulumi's camelCase."""
    return type_, name, options or {}, inputs


Res = tuple[str, str, Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Example:
    """Resources and the verdict of one rule on the first of them, or on the stack where `whole` is set."""

    rule: str
    verdict: str
    """`pass`, `fail`, `not evaluated`, or `not applicable`."""
    resources: tuple[Res, ...]
    says: str = ""
    """Part of the message."""
    whole: str = ""
    """Cloud, where the subject is the stack as a whole."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What differs from a production stack, as fields of `Facts`."""

    @property
    def cloud(self) -> str:
        """`aws` or `alicloud`."""
        return self.whole or self.resources[0][0].split(":")[0]

    def stack(self, facts: Facts | None = None) -> Stack:
        """The resources as a stack; production unless the example says otherwise."""
        return Stack(replace(facts or PRODUCTION[self.cloud], **self.facts), self.built())

    def built(self) -> list[Resource]:
        """The resources as rules see them."""
        return built(self.resources)

    def results(self, rule: Rule) -> list[Result]:
        """What the rule says about all of them."""
        return evaluate(self.stack(), [rule])

    def verdict_of(self, rule: Rule) -> tuple[str, str]:
        """Verdict and message for the first resource, or for the stack as a whole."""
        subject = self.stack().root.urn if self.whole else _urn(self.resources[0])
        for result in self.results(rule):
            if result.resource.urn == subject:
                return result.verdict.value, result.message
        return NOT_APPLICABLE, ""


PRODUCTION: Mapping[str, Facts] = {
    "aws": Facts(
        stack="prod-aws",
        cloud="aws",
        environment=Environment.PROD,
        region="eu-central-1",
        allowed_regions=frozenset({"eu-central-1", "us-east-1"}),
        accounts=frozenset({"111122223333"}),
        clock=datetime(2026, 11, 1, tzinfo=UTC),
        today=date(2026, 11, 1),
    ),
    "alicloud": Facts(
        stack="prod-alicloud",
        cloud="alicloud",
        environment=Environment.PROD,
        region="cn-shanghai",
        allowed_regions=frozenset({"cn-shanghai"}),
        accounts=frozenset({"1234567890123456"}),
        utc_offset_hours=8,
        clock=datetime(2026, 11, 1, tzinfo=UTC),
        today=date(2026, 11, 1),
    ),
}
"""What an example's stack is, where it does not say otherwise."""


def passes(rule: str, *resources: Res, whole: str = "", **facts: Any) -> Example:
    """The rule holds."""
    return Example(rule=rule, verdict="pass", resources=resources, whole=whole, facts=facts)


def fails(rule: str, *resources: Res, says: str = "", whole: str = "", **facts: Any) -> Example:
    """The rule is violated."""
    return Example(rule=rule, verdict="fail", resources=resources, says=says, whole=whole, facts=facts)


def unknown(rule: str, *resources: Res, says: str = "", whole: str = "", **facts: Any) -> Example:
    """Nobody can say yet."""
    return Example(rule=rule, verdict="not evaluated", resources=resources, says=says, whole=whole, facts=facts)


def skips(rule: str, *resources: Res, whole: str = "", **facts: Any) -> Example:
    """The rule does not speak about it."""
    return Example(rule=rule, verdict=NOT_APPLICABLE, resources=resources, whole=whole, facts=facts)


def built(resources: Iterable[Res]) -> list[Resource]:
    """Resources as rules see them; their references lead to each other."""
    resources = tuple(resources)
    urns = {res[1]: _urn(res) for res in resources}
    return [_resource(res, urns) for res in resources]


def _urn(res: Res) -> str:
    return f"urn:pulumi:example::floodgate::{res[0]}::{res[1]}"


def _resource(res: Res, urns: Mapping[str, str]) -> Resource:
    type_, name, options, given = res
    unknown: set[str] = set()
    refs: dict[str, tuple[str, ...]] = {}
    inputs: dict[str, Any] = {}
    for key, value in given.items():
        sources: list[str] = []
        inputs[key] = _plain(value, key, unknown, sources)
        if sources:
            refs[key] = tuple(urns[source] for source in dict.fromkeys(sources))
    return Resource(
        urn=_urn(res),
        type=type_,
        name=name,
        custom=type_ != STACK and not type_.startswith("floodgate:"),
        inputs=inputs,
        unknown=frozenset(unknown),
        refs=refs,
        options=options,
    )


def _plain(value: Any, path: str, unknown: set[str], sources: list[str]) -> Any:
    if isinstance(value, Unknown):
        unknown.add(path)
        if value.of:
            sources.append(value.of)
        return None
    if isinstance(value, dict):
        return {
            key: _plain(item, f"{path}.{key}" if key.isidentifier() else f'{path}["{key}"]', unknown, sources)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_plain(item, f"{path}[{index}]", unknown, sources) for index, item in enumerate(value)]
    return value
