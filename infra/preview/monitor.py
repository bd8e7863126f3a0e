"""The resource monitor of the preview: records what the program registers and answers honestly.

An output is known if the program gave it as an input; ids, ARNs and everything else that only the cloud can
know stay unknown, as in `pulumi preview`.
"""

from __future__ import annotations

from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime import mocks
from pulumi.runtime.proto import resource_pb2

from infra.preview.plan import Resource
from infra.preview.values import Decoder

_LAYER = "floodgate:index:Layer"


class PreviewError(Exception):
    """The program asks for something that an offline preview cannot answer."""


class PlanMonitor(mocks.MockMonitor):
    """Records registrations as plan resources, without decoding and encoding what it only passes on."""

    def __init__(self, project: str, stack: str) -> None:
        super().__init__(_NoMocks())
        self.project = project
        self.stack = stack
        self._prefix = f"urn:pulumi:{stack}::{project}::"
        self._scopes: dict[str, tuple[str | None, str | None]] = {}
        self.planned: dict[str, Resource] = {}
        self.outputs: dict[str, Any] = {}
        self._stack_urn = ""

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """As the real engine does it: children of the stack itself carry no parent in their URN."""
        if parent and parent != self._stack_urn:
            type_ = f"{parent.split('::')[2]}${type_}"
        return f"{self._prefix}{type_}::{name}"

    def RegisterResource(  # noqa: N802 - the name of the RPC
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Record the resource and answer."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == "pulumi:pulumi:Stack":
            self._stack_urn = urn
            return resource_pb2.RegisterResourceResponse(urn=urn)
        if urn in self.planned:
            raise PreviewError(
                f"two resources of type {request.type} are called {request.name!r}: {urn}; rename one"
            )
        self.planned[urn] = self._resource(urn, request)
        return self.answer(self.planned[urn], request)

    def answer(
        self, resource: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """What the program is told of a resource: its outputs are its inputs, its id is unknown."""
        return resource_pb2.RegisterResourceResponse(urn=resource.urn, object=request.object)

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Keep the stack's outputs; those of components repeat what their children say."""
        if request.urn == self._stack_urn:
            self.outputs = Decoder().struct(request.outputs)
        return empty_pb2.Empty()

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:  # noqa: N802
        """Refuse: what a preview shows must not depend on an account."""
        raise PreviewError(
            f"the program calls the data source {request.tok}; offline there is no account to ask. "
            "Take the fact from the stack file instead"
        )

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:  # noqa: N802
        """Refuse, like `Invoke`."""
        raise PreviewError(f"the program reads {request.type} {request.name!r}, which needs an account")

    def _resource(self, urn: str, request: resource_pb2.RegisterResourceRequest) -> Resource:
        decoder = Decoder()
        inputs = decoder.struct(request.object)
        layer, component = self._scope(urn, request)
        return Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent if request.parent != self._stack_urn else None,
            component=component,
            layer=layer,
            inputs=inputs,
            unknown=tuple(sorted(decoder.unknown)),
            secret=tuple(sorted(decoder.secret)),
            depends_on=tuple(sorted(set(request.dependencies))),
            property_dependencies={
                key: tuple(sorted(set(request.propertyDependencies[key].urns)))
                for key in sorted(request.propertyDependencies)
                if request.propertyDependencies[key].urns
            },
            options=_options(request),
            in_part=decoder.in_part,
        )

    def _scope(self, urn: str, request: resource_pb2.RegisterResourceRequest) -> tuple[str | None, str | None]:
        layer, component = self._scopes.get(request.parent, (None, None))
        if request.type == _LAYER:
            layer = request.name
        elif not request.custom and component is None:
            component = request.name
        self._scopes[urn] = (layer, component)
        return layer, component


def _options(request: resource_pb2.RegisterResourceRequest) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if request.deleteBeforeReplaceDefined:
        options["delete_before_replace"] = request.deleteBeforeReplace
    if request.ignoreChanges:
        options["ignore_changes"] = list(request.ignoreChanges)
    if request.protect:
        options["protect"] = True
    if request.provider:
        options["provider"] = request.provider.split("::")[-2]
    if request.replaceOnChanges:
        options["replace_on_changes"] = list(request.replaceOnChanges)
    if request.retainOnDelete:
        options["retain_on_delete"] = True
    return options


class _NoMocks(mocks.Mocks):
    """The base class asks for an object it never uses here."""

    def call(self, args: mocks.MockCallArgs) -> Any:
        raise PreviewError(args.token)

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        raise PreviewError(args.typ)
