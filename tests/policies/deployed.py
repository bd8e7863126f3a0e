"""A stack as it is once it has been created: every id, ARN and end point is known.

Rules that must wait in a preview can be judged here, as they are over an export of a stack.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Any
from unittest import mock

from google.protobuf import json_format
from pulumi.runtime.proto import resource_pb2

from infra.audit.planned import judged
from infra.local.alicloud import data_sources
from infra.local.schema import resource_class
from infra.preview import engine
from infra.preview.monitor import PlanMonitor
from infra.program import ROOT, program
from infra.settings import load
from policies.stack import Stack
from tests.stacks import capacity, facts_of


class DeployedMonitor(PlanMonitor):
    """Answers every registration with an id and with a value for each output that only the cloud would know."""

    def __init__(self, project: str, stack: str) -> None:
        super().__init__(project, stack)
        self.ids: dict[str, str] = {}
        self.made: dict[str, dict[str, Any]] = {}
        self.account = load(stack, ROOT).config.account.id

    def RegisterResource(  # noqa: N802
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        answer = super().RegisterResource(request)
        if not request.custom or request.type.startswith("pulumi:"):
            return answer
        made = made_up(request.type, request.name, self.account)
        if request.type == "aws:acm/certificate:Certificate":
            made = {**made, "domainValidationOptions": _validation(request.object)}
        self.made[answer.urn] = {key: value for key, value in made.items() if key not in request.object.fields}
        self.ids[answer.urn] = f"{request.name}-id"
        object_ = resource_pb2.RegisterResourceResponse().object
        object_.CopyFrom(request.object)
        object_.update(self.made[answer.urn])
        if request.type == "aws:sesv2/emailIdentity:EmailIdentity":
            object_["dkimSigningAttributes"]["tokens"] = ["one", "two", "three"]
        return resource_pb2.RegisterResourceResponse(urn=answer.urn, id=self.ids[answer.urn], object=object_)

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:  # noqa: N802
        """What the cloud says of a thing that the stack has made itself."""
        answer = resource_pb2.ResourceInvokeResponse()
        arguments = json_format.MessageToDict(request.args)
        getattr(answer, "return").update(
            data_sources.answer(request.tok, arguments, region="", account=self.account)
        )
        return answer


_LISTS: dict[str, dict[str, Any]] = {
    "aws:rds/cluster:Cluster": {
        "masterUserSecrets": [
            {
                "secretArn": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds-made-up",
                "secretStatus": "active",
            }
        ]
    },
}
"""Outputs that the program reads into; the others are simple values."""


def _validation(certificate: Any) -> list[dict[str, str]]:
    """One record for each name of a certificate."""
    names = {certificate["domainName"], *(certificate["subjectAlternativeNames"] or ())}
    return [
        {
            "domainName": name,
            "resourceRecordName": f"_made-up.{name}",
            "resourceRecordType": "CNAME",
            "resourceRecordValue": "_made-up.acm-validations.aws",
        }
        for name in sorted(names)
    ]


@functools.cache
def made_up(type_: str, name: str, account: str) -> dict[str, Any]:
    """A value for every string output of a type in an account, so that references can be followed by it."""
    class_ = resource_class(type_)
    service = re.split("[:/]", type_)[1]
    outputs: dict[str, Any] = dict(_LISTS.get(type_, {}))
    for key in dir(class_):
        member = getattr(class_, key)
        if key.startswith("_") or not isinstance(member, property) or key in ("urn", "id", "pulumi_resource_name"):
            continue
        hint = str(getattr(member.fget, "__annotations__", {}).get("return", ""))
        camel = _camel(class_, key)
        if camel == "arn":
            outputs[camel] = f"arn:aws:{service}:eu-central-1:{account}:{name}"
        elif "Mapping" in hint or "Sequence" in hint or "outputs." in hint:
            continue
        elif "str" in hint:
            outputs[camel] = f"{name}-{key}"
        elif "int" in hint:
            outputs[camel] = 1
    return outputs


def _camel(class_: Any, key: str) -> str:
    head, *rest = key.split("_")
    return head + "".join(word.title() for word in rest)


@functools.cache
def deployed(name: str) -> Stack:
    """One of the project's stacks after `pulumi up`; the same object for everybody, so read it only."""
    settings = load(name, ROOT)
    monitors: list[DeployedMonitor] = []

    def monitor(project: str, stack: str) -> DeployedMonitor:
        monitors.append(DeployedMonitor(project, stack))
        return monitors[0]

    with mock.patch.object(engine, "PlanMonitor", monitor):
        recorded = engine.run(lambda: program(settings, capacity(name)), project="floodgate", stack=name)
    made = monitors[0]
    return Stack(
        facts_of(name),
        [
            replace(judged(resource), id=made.ids.get(urn, ""), outputs=made.made.get(urn, {}))
            for urn, resource in sorted(recorded.planned.items())
        ],
    )
