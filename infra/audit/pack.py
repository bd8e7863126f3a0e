"""The rules as a Pulumi policy pack: few dispatching policies, because the SDK reads every resource anew for each.

The resource policies judge what concerns one resource, before it is created, and keep its inputs; the stack
policies judge the rest over those inputs (what the SDK gives them are outputs, in a preview mostly unknown).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyResource,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import policy as sdk
from pulumi_policy.proxy import UnknownValueError

from infra.audit.assess import facts_of, waivers
from infra.audit.state import is_secret
from infra.preview.paths import join
from policies.assessment import Assessment, assess
from policies.evaluate import Result
from policies.facts import Facts
from policies.levels import Level
from policies.resource import SECRET, Resource
from policies.rule import STACK, Rule, Scope
from policies.rules import RULES
from policies.stack import Stack
from policies.waiver import Waiver

_LAYER = "floodgate:index:Layer"
_ALONE = tuple(rule for rule in RULES if rule.scope is Scope.RESOURCE)


def policies(root: Path) -> list[Policy]:
    """One resource policy and one stack policy per enforcement level, all over the same session."""
    session = Session(root)
    return [
        *(_resource_policy(session, level) for level in Level),
        *(_stack_policy(session, level) for level in Level),
    ]


@dataclass
class Session:
    """What one run of the engine has shown so far."""

    root: Path
    _seen: dict[str, Resource] = field(default_factory=dict)
    _alone: dict[str, Assessment] = field(default_factory=dict)
    _whole: Assessment | None = None
    _waivers: tuple[Waiver, ...] | None = None
    _facts: dict[str, Facts] = field(default_factory=dict)

    def resource(self, args: ResourceValidationArgs) -> Assessment:
        """What the rules about one resource say; the same answer for each policy that asks."""
        if args.urn not in self._alone:
            resource = _resource(args)
            self._seen[args.urn] = resource
            self._alone[args.urn] = self._assess([resource], _ALONE)
        return self._alone[args.urn]

    def stack(self, args: StackValidationArgs) -> Assessment:
        """What all rules say about the whole."""
        if self._whole is None:
            self._whole = self._assess([self._joined(resource) for resource in args.resources], RULES)
        return self._whole

    def _assess(self, resources: list[Resource], rules: Sequence[Rule]) -> Assessment:
        name = resources[0].urn.split(":")[2] if resources else ""
        if self._waivers is None:
            self._waivers = waivers(self.root)
        if name not in self._facts:
            self._facts[name] = facts_of(name, resources, self.root)
        return assess(Stack(self._facts[name], resources), rules, self._waivers)

    def _joined(self, given: PolicyResource) -> Resource:
        """The inputs from before, with the outputs, and the references that only a stack policy sees."""
        outputs = _resource(given)
        inputs = self._seen.get(given.urn, outputs)
        parent = given.parent
        known = {key: value for key, value in outputs.inputs.items() if value is not None}
        return Resource(
            urn=given.urn,
            type=given.resource_type,
            name=given.name,
            custom=inputs.custom,
            parent=parent.urn if parent is not None and parent.resource_type != STACK else None,
            component=_component(given),
            inputs=inputs.inputs,
            unknown=inputs.unknown,
            refs={
                key: tuple(sorted({target.urn for target in targets}))
                for key, targets in given.property_dependencies.items()
            },
            options=inputs.options,
            id=str(known.get("id", "")),
            outputs=known,
        )


def keep_secrets() -> None:
    """Let rules see that a value is secret: the SDK would hand it over in the clear and forget that it was one.

    Raises:
        RuntimeError: this version of pulumi_policy reads properties in another way.
    """
    if not hasattr(sdk, "deserialize_properties"):
        raise RuntimeError("pulumi_policy has changed: infra/audit/pack.py must learn how it reads properties")
    original: Callable[..., dict[str, Any]] = sdk.deserialize_properties

    def reading(props: dict[str, Any], proxy_secrets: bool = False) -> dict[str, Any]:
        if proxy_secrets:
            return original(props, proxy_secrets)
        return {key: _masked(value) for key, value in props.items()}

    sdk.deserialize_properties = reading


def _masked(value: Any) -> Any:
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return SECRET if is_secret(value) else {key: _masked(item) for key, item in value.items()}
    return value


def _resource(given: ResourceValidationArgs | PolicyResource) -> Resource:
    unknown: set[str] = set()
    options = {"protect": given.opts.protect, "provider": given.provider.name if given.provider else ""}
    return Resource(
        urn=given.urn,
        type=given.resource_type,
        name=given.name,
        custom=not given.resource_type.startswith(("pulumi:", "floodgate:")),
        inputs=_plain(given.props, "", unknown),
        unknown=frozenset(unknown),
        options={key: value for key, value in options.items() if value},
    )


def _plain(value: Any, path: str, unknown: set[str]) -> Any:
    """A value without the SDK's proxies, which raise where something is unknown; whole numbers as `int`."""
    if isinstance(value, Mapping):
        return {key: _item(value, key, join(path, key), unknown) for key in sorted(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_item(value, index, f"{path}[{index}]", unknown) for index in range(len(value))]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _item(values: Any, key: str | int, path: str, unknown: set[str]) -> Any:
    try:
        value = values[key]
    except UnknownValueError:
        unknown.add(path)
        return None
    return _plain(value, path, unknown)


def _component(resource: PolicyResource) -> str | None:
    """The outermost component that is not a layer."""
    found = None
    place: PolicyResource | None = resource
    while place is not None and place.resource_type not in {STACK, _LAYER}:
        if place.resource_type.startswith("floodgate:"):
            found = place.name
        place = place.parent
    return found


def _resource_policy(session: Session, level: Level) -> Policy:
    def validate(args: ResourceValidationArgs, report: Callable[..., None]) -> None:
        assessment = session.resource(args)
        _report(assessment, assessment.failed, level, report)

    return ResourceValidationPolicy(
        name=f"resource-{level}",
        description=f"What one resource must be ({level})",
        validate=validate,
        enforcement_level=_enforced(level),
    )


def _stack_policy(session: Session, level: Level) -> Policy:
    def validate(args: StackValidationArgs, report: Callable[..., None]) -> None:
        assessment = session.stack(args)
        joined = [result for result in assessment.failed if result.rule.scope is Scope.STACK]
        _report(assessment, joined, level, report)
        if level is Level.MANDATORY:
            for fault in assessment.waived.faults:
                report(f"waiver {fault.fault}: {fault.waiver.file}:{fault.waiver.line}: {fault.message}")
        elif assessment.pending or assessment.excused:
            report(
                f"waived: {len(assessment.excused)}; not evaluated: {len(assessment.pending)} (coverage "
                f"{assessment.coverage_shown}); `floodgate preview {assessment.facts.stack} --full` names them"
            )

    return StackValidationPolicy(
        name=f"stack-{level}",
        description=f"What the resources of a stack must be together ({level})",
        validate=validate,
        enforcement_level=_enforced(level),
    )


def _report(assessment: Assessment, failed: Sequence[Result], level: Level, report: Callable[..., None]) -> None:
    for result in failed:
        if assessment.level(result) is level:
            urn = None if result.resource.type == STACK else result.resource.urn
            rule = result.rule
            report(f"[{rule.severity}] {rule.id}: {result.message}\n  fix: {rule.remediation}", urn)


def _enforced(level: Level) -> EnforcementLevel:
    return EnforcementLevel.MANDATORY if level is Level.MANDATORY else EnforcementLevel.ADVISORY
