"""A stack as the real engine shows it: to the policy pack while it runs, and in an export."""

from __future__ import annotations

import json
import re
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import policy as sdk

from infra.audit import pack
from infra.program import ROOT
from policies.resource import SECRET, Resource
from policies.rule import STACK
from policies.stack import Stack

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def reported(stack: Stack, monkeypatch) -> dict[str, list[Any]]:
    """Policy -> diagnostics, as `pulumi preview --policy-pack policies` gets them."""
    monkeypatch.setattr(sdk, "deserialize_properties", sdk.deserialize_properties)  # put back after the test
    pack.keep_secrets()
    servicer = sdk._PolicyAnalyzerServicer(
        "floodgate",
        "0.1.0",
        pack.policies(ROOT),
        sdk.EnforcementLevel.ADVISORY,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    )
    answers = [servicer.Analyze(_one(resource, stack), None) for resource in stack.resources.values()]
    answers.append(servicer.AnalyzeStack(_whole(stack), None))
    found: dict[str, list[Any]] = {}
    for answer in answers:
        for diagnostic in answer.diagnostics:
            found.setdefault(diagnostic.policyName, []).append(diagnostic)
    return found


def _one(resource: Resource, stack: Stack) -> Any:
    options = analyzer_pb2.AnalyzerResourceOptions(protect=bool(resource.options.get("protect")))
    return analyzer_pb2.AnalyzeRequest(
        type=resource.type,
        properties=_struct(wire(resource)),
        urn=resource.urn,
        name=resource.name,
        options=options,
        **_provider_of(resource, stack),
    )


def _whole(stack: Stack) -> Any:
    request = analyzer_pb2.AnalyzeStackRequest()
    for resource in stack.resources.values():
        request.resources.append(
            analyzer_pb2.AnalyzerResource(
                type=resource.type,
                properties=_struct(
                    {**wire(resource), **resource.outputs, **({"id": resource.id} if resource.id else {})}
                ),
                urn=resource.urn,
                name=resource.name,
                options=analyzer_pb2.AnalyzerResourceOptions(protect=bool(resource.options.get("protect"))),
                parent=resource.parent or "",
                **_provider_of(resource, stack),
                propertyDependencies={
                    key: analyzer_pb2.AnalyzerPropertyDependencies(urns=urns)
                    for key, urns in resource.refs.items()
                },
            )
        )
    return request


def export(stack: Stack) -> str:
    """What `pulumi stack export` writes."""
    root = f"urn:pulumi:{stack.facts.stack}::floodgate::{STACK}::floodgate-{stack.facts.stack}"
    resources: list[dict[str, Any]] = [{"urn": root, "custom": False, "type": STACK}]
    waiting = list(stack.resources.values())
    written = {root}
    while waiting:
        ready = [resource for resource in waiting if (resource.parent or root) in written]
        waiting = [resource for resource in waiting if (resource.parent or root) not in written]
        for resource in ready:
            written.add(resource.urn)
            resources.append(
                {
                    "urn": resource.urn,
                    "custom": resource.custom,
                    "id": resource.id,
                    "type": resource.type,
                    "inputs": {**wire(resource), "__defaults": []},
                    "outputs": {**wire(resource), **resource.outputs},
                    "parent": resource.parent or root,
                    "provider": _provider(resource, stack),
                    "propertyDependencies": {key: list(urns) for key, urns in resource.refs.items()},
                    **({"protect": True} if resource.options.get("protect") else {}),
                    **({"retainOnDelete": True} if resource.options.get("retain_on_delete") else {}),
                }
            )
    return json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": resources}})


def _provider(resource: Resource, stack: Stack) -> str:
    """URN and id of the provider, empty where the program names none."""
    provider = _named_provider(resource, stack)
    return f"{provider.urn}::{provider.id or 'id'}" if provider else ""


def _named_provider(resource: Resource, stack: Stack) -> Resource | None:
    type_ = f"pulumi:providers:{resource.type.partition(':')[0]}"
    name = resource.options.get("provider")
    return next((each for each in stack.of_type(type_) if each.name == name), None)


def _provider_of(resource: Resource, stack: Stack) -> dict[str, Any]:
    """The same, as the engine tells a policy pack: nothing, or the argument `provider`."""
    provider = _named_provider(resource, stack)
    if provider is None:
        return {}
    made = analyzer_pb2.AnalyzerProviderResource(
        type=provider.type, properties=_struct(wire(provider)), urn=provider.urn, name=provider.name
    )
    return {"provider": made}


def wire(resource: Resource) -> dict[str, Any]:
    """The inputs in the engine's own form: unknown values and secrets as marked objects."""
    inputs: dict[str, Any] = json.loads(json.dumps(resource.inputs), object_hook=_marked)
    for path in resource.unknown:
        keys: list[Any] = [
            int(index) if index else quoted or name
            for name, index, quoted in re.findall(r'([^.\[\]"]+)|\[(\d+)\]|\["([^"]*)"\]', path)
            if name or index or quoted
        ]
        keys = [int(key) if isinstance(key, str) and key.isdigit() else key for key in keys]
        place: Any = inputs
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = _UNKNOWN
    return inputs


def _marked(value: dict[str, Any]) -> dict[str, Any]:
    return {key: _secret(item) for key, item in value.items()}


def _secret(item: Any) -> Any:
    if isinstance(item, list):
        return [_secret(each) for each in item]
    return {_SIGNATURE: _SECRET, "value": "in the clear"} if item == SECRET else item


def _struct(value: dict[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(value)
    return struct
