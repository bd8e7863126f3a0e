"""A Pulumi resource provider over a local cloud: what the real engine asks about resources."""
# ruff: noqa: N802 - the methods have the names of the RPCs

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import provider_pb2

from infra.local.contract import CloudError, Created, LocalCloud, RefusedError, Wanted
from infra.local.plugin.agreement import Agreement
from infra.local.plugin.answers import not_emulated_text, refusal_text
from infra.local.plugin.inputs import generated, kept, read_inputs, without_marks
from infra.local.plugin.wire import UNKNOWN, Properties, decode
from infra.local.show import finding_text
from infra.preview.paths import top
from infra.preview.recomputed import RECOMPUTED
from infra.preview.values import encode


class Provider(Agreement):
    """Serves one package to many stacks. What is created lives as long as this object, over many commands."""

    def __init__(
        self,
        *,
        package: str,
        version: str,
        greeting: str,
        cloud: Callable[[str], LocalCloud],
        note: Callable[[str], None],
    ) -> None:
        """A provider without any cloud yet.

        Args:
            package: `aws` or `alicloud`.
            version: of the package's SDK.
            greeting: what every command of the engine is told about the local cloud.
            cloud: makes the local cloud of a stack, given the stack's name.
            note: takes lines about what is not emulated; the engine's messages would drown in them.
        """
        super().__init__(version=version, greeting=greeting)
        self._package = package
        self._make = cloud
        self._note = note
        self._clouds: dict[str, LocalCloud] = {}
        self._last: LocalCloud | None = None

    def Check(
        self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Fill in generated names: those that the resource has, or new ones for a new resource."""
        olds, news = decode(request.olds), decode(request.news)
        with self._cloud(request.urn, context) as cloud:
            inputs, findings = cloud.check(_wanted(request.urn, news))
        return provider_pb2.CheckResponse(
            inputs=encode(generated(inputs, news.values, olds.values), news.secret),
            failures=[
                provider_pb2.CheckFailure(property=finding.property, reason=finding_text(finding))
                for finding in findings
                if not news.undecided(finding.property)
            ],
        )

    def Diff(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> provider_pb2.DiffResponse:
        """Inputs with inputs: the outputs of the state have more in them than the program can say."""
        olds = without_marks(decode(request.old_inputs).values)
        news = kept(olds, without_marks(decode(request.news).values), request.ignoreChanges)
        with self._cloud(request.urn, context) as cloud:
            difference = cloud.difference(_type(request.urn), olds, news)
        changed = sorted({*difference.updates, *difference.replaces})
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=changed,
            replaces=difference.replaces,
            deleteBeforeReplace=difference.delete_before_replace,
        )

    def Create(
        self, request: provider_pb2.CreateRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CreateResponse:
        """In a preview the inputs are all that is known."""
        inputs = decode(request.properties)
        wanted = _wanted(request.urn, inputs)
        if request.preview:
            return provider_pb2.CreateResponse(properties=encode(wanted.inputs, _whole(inputs.secret)))
        with self._cloud(request.urn, context) as cloud:
            created = cloud.create(wanted)
        self._note_missing(wanted, created)
        return provider_pb2.CreateResponse(
            id=created.id, properties=encode(created.outputs, _whole(inputs.secret))
        )

    def Read(self, request: provider_pb2.ReadRequest, context: grpc.ServicerContext) -> provider_pb2.ReadResponse:
        """Refresh what is known with what can be read; an empty answer: it is gone."""
        state, inputs = decode(request.properties), decode(request.inputs)
        if not state.values or not inputs.values:
            context.abort(
                grpc.StatusCode.UNKNOWN,
                f"{request.id} is not in the stack's state: the local cloud imports and looks up nothing",
            )
        with self._cloud(request.urn, context) as cloud:
            reading = cloud.read(_type(request.urn), request.id, state.values)
        if reading is None:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(
            id=request.id,
            properties=encode(reading.outputs, _whole(state.secret)),
            inputs=encode(read_inputs(inputs.values, reading, state.values), inputs.secret),
        )

    def Update(
        self, request: provider_pb2.UpdateRequest, context: grpc.ServicerContext
    ) -> provider_pb2.UpdateResponse:
        """In a preview what the cloud once computed stays known, so that only real changes go on from here."""
        olds, news = decode(request.olds), decode(request.news)
        old_inputs = without_marks(decode(request.old_inputs).values)
        wanted = _wanted(request.urn, news)
        secret = _whole(news.secret) | (_whole(olds.secret) - old_inputs.keys())
        if request.preview:
            known = {key: value for key, value in olds.values.items() if key not in old_inputs}
            unknown = dict.fromkeys(RECOMPUTED.get(wanted.type, ()), UNKNOWN)
            return provider_pb2.UpdateResponse(properties=encode({**known, **wanted.inputs, **unknown}, secret))
        with self._cloud(request.urn, context) as cloud:
            updated = cloud.update(wanted, request.id, old_inputs, olds.values)
        self._note_missing(wanted, updated)
        return provider_pb2.UpdateResponse(properties=encode(updated.outputs, secret))

    def Delete(self, request: provider_pb2.DeleteRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Gone is gone, whoever did it."""
        with self._cloud(request.urn, context) as cloud:
            left = cloud.delete(_type(request.urn), request.id, decode(request.properties).values)
        if left:
            self._note(f"{_type(request.urn)} {_name(request.urn)}: counts as deleted, but is still there: {left}")
        return empty_pb2.Empty()

    def Invoke(
        self, request: provider_pb2.InvokeRequest, context: grpc.ServicerContext
    ) -> provider_pb2.InvokeResponse:
        """A data source."""
        arguments = decode(request.args)
        with self._refusals(context):
            if self._last is None:
                raise CloudError(
                    "data sources are answered after a stack's first resource: nothing else says which stack asks"
                )
            found = self._last.invoke(request.tok, arguments.values)
        return _returned(encode(found))

    def _note_missing(self, wanted: Wanted, created: Created) -> None:
        if created.not_emulated:
            self._note(f"{wanted.type} {wanted.name}: {not_emulated_text(created.not_emulated)}")

    @contextmanager
    def _cloud(self, urn: str, context: grpc.ServicerContext) -> Iterator[LocalCloud]:
        """The cloud of the stack that the URN names, made when the stack is first seen."""
        stack = urn.split("::", maxsplit=1)[0].rpartition(":")[2]
        with self._refusals(context):
            if stack not in self._clouds:
                self._clouds[stack] = self._made(stack)
            self._last = self._clouds[stack]
            yield self._last

    def _made(self, stack: str) -> LocalCloud:
        cloud = self._make(stack)
        if cloud.package != self._package:
            raise CloudError(f"the stack {stack} is on {cloud.package}; there is no local {self._package} for it")
        return cloud

    @contextmanager
    def _refusals(self, context: grpc.ServicerContext) -> Iterator[None]:
        """What is raised becomes the text that the user reads next to the resource."""
        try:
            yield
        except (RefusedError, CloudError) as error:
            simulated = self._last is not None and self._last.simulated
            context.abort(grpc.StatusCode.UNKNOWN, refusal_text(error, simulated=simulated))
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            context.abort(
                grpc.StatusCode.INTERNAL,
                f"defect of the local cloud: {type(error).__name__}: {error}; `floodgate plugin` says where",
            )


def _wanted(urn: str, inputs: Properties) -> Wanted:
    return Wanted(
        urn=urn,
        type=_type(urn),
        name=_name(urn),
        inputs=without_marks(inputs.values),
        secret=inputs.secret,
    )


def _name(urn: str) -> str:
    return urn.split("::", 3)[3]


def _type(urn: str) -> str:
    """A URN has the types of all parents in it, the own one last."""
    return urn.split("::")[2].rpartition("$")[2]


def _whole(secret: frozenset[str]) -> frozenset[str]:
    """In outputs the whole property is secret, as providers do it: a cloud may answer in another shape."""
    return frozenset(map(top, secret))


def _returned(found: struct_pb2.Struct) -> provider_pb2.InvokeResponse:
    response = provider_pb2.InvokeResponse()
    getattr(response, "return").CopyFrom(found)  # the field's name is a word of Python
    return response
