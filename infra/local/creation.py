"""Creates a stack in a local cloud: its program runs for real, and what it registers is created at once.

Each resource waits for what its inputs come from, so things exist in the order in which the program wires them.
What fails answers with unknown outputs; what depends on it is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any
from unittest.mock import patch

from pulumi import resource as sdk
from pulumi.runtime.proto import resource_pb2

from infra.capacity.plan.plan import CapacityPlan
from infra.local.contract import CloudError, Created, LocalCloud, RefusedError, Wanted
from infra.local.record import Creation, Failure, Made, Outcome
from infra.preview.engine import drive
from infra.preview.monitor import PlanMonitor, PreviewError
from infra.preview.paths import top
from infra.preview.plan import Resource
from infra.preview.run import PROJECT, recorded_plan
from infra.preview.values import Decoder, encode
from infra.program import program
from infra.settings import Settings

_PROVIDERS = "pulumi:providers:"

Watch = Callable[[Resource, int, int], None]
"""Is told of each resource before it is created: which, how many were before it, how many there are in all."""


def create(
    settings: Settings, capacity: CapacityPlan, cloud: LocalCloud, watch: Watch, *, keep_going: bool = False
) -> Creation:
    """Create a stack as large as planned; with `keep_going` also what does not depend on a failed resource.

    Ctrl-C ends it at once; the record then says so, and what exists until then.

    Raises:
        UnsupportedOnCloud: the stack asks for something its cloud does not have.
        PreviewError: the program needs an account.
    """
    monitor = create_program(
        lambda: program(settings, capacity), cloud, stack=settings.name, watch=watch, keep_going=keep_going
    )
    return Creation(
        plan=recorded_plan(settings, monitor), made=tuple(monitor.made), interrupted=monitor.interrupted
    )


def create_program(
    program: Callable[[], None], cloud: LocalCloud, *, stack: str, watch: Watch, keep_going: bool = False
) -> CreationMonitor:
    """Run any Pulumi program for real; raises whatever it raises."""
    monitor = CreationMonitor(PROJECT, stack, cloud, watch, keep_going=keep_going)
    try:
        with _counting(monitor):
            drive(program, monitor, dry_run=False)
    except KeyboardInterrupt:
        monitor.interrupted = True
    return monitor


class CreationMonitor(PlanMonitor):
    """Creates what is registered."""

    def __init__(self, project: str, stack: str, cloud: LocalCloud, watch: Watch, *, keep_going: bool) -> None:
        super().__init__(project, stack)
        self.made: list[Made] = []
        self.interrupted = False
        self.total = 0
        """Resources that the program has made; all of them before the first is created."""
        self._cloud = cloud
        self._watch = watch
        self._keep_going = keep_going
        self._absent: set[str] = set()
        """URNs of what has failed or was skipped."""

    def answer(
        self, resource: Resource, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Id and outputs of what was created; for anything else a result that leaves them unknown."""
        if not resource.custom:
            return super().answer(resource, request)
        if resource.type.startswith(_PROVIDERS):
            # Of another region; the local cloud is in all of them
            return resource_pb2.RegisterResourceResponse(urn=resource.urn, id=resource.name, object=request.object)
        made = self._make(resource, request)
        self.made.append(made)
        if made.created is None:
            self._absent.add(resource.urn)
            return resource_pb2.RegisterResourceResponse(urn=resource.urn, result=resource_pb2.Result.FAIL)
        return resource_pb2.RegisterResourceResponse(
            urn=resource.urn,
            id=made.created.id,
            object=encode(made.created.outputs, _secret_outputs(resource, request)),
            # An output that the local cloud lacks must not pass for one that is empty
            unknown=True,
        )

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:  # noqa: N802
        """Ask the local cloud: here is one, and what the program asks about exists."""
        answer = resource_pb2.ResourceInvokeResponse()
        try:
            found = self._cloud.invoke(request.tok, Decoder().struct(request.args))
        except CloudError as error:
            raise PreviewError(str(error)) from None
        getattr(answer, "return").CopyFrom(encode(found))  # the field's name is a word of Python
        return answer

    def _make(self, resource: Resource, request: resource_pb2.RegisterResourceRequest) -> Made:
        sources = {resource.parent, *resource.depends_on, *chain(*resource.property_dependencies.values())}
        if missing := tuple(sorted(self._absent & sources)):
            return Made(resource=resource, outcome=Outcome.SKIPPED, missing=missing)
        if self._absent and not self._keep_going:
            return Made(resource=resource, outcome=Outcome.SKIPPED)
        if resource.unknown:
            return Made(resource=resource, outcome=Outcome.FAILED, failure=_not_given(resource))
        self._watch(resource, len(self.made), self.total)
        wanted = Wanted(
            urn=resource.urn,
            type=resource.type,
            name=resource.name,
            inputs=_open(resource, request),
            secret=frozenset(resource.secret),
        )
        return self._create(resource, wanted)

    def _create(self, resource: Resource, wanted: Wanted) -> Made:
        created: Created | None = None
        failure: Failure | None = None
        try:
            inputs, findings = self._cloud.check(wanted)
            wanted = Wanted(
                urn=wanted.urn, type=wanted.type, name=wanted.name, inputs=inputs, secret=wanted.secret
            )
            if findings:
                raise RefusedError(findings)
            created = self._cloud.create(wanted)
        except RefusedError as error:
            failure = Failure(answer=str(error), findings=error.findings)
        except CloudError as error:
            failure = Failure(answer=str(error), code=error.code, call=error.call)
        outcome = Outcome.FAILED if failure else Outcome.CREATED
        return Made(resource=resource, outcome=outcome, wanted=wanted, created=created, failure=failure)


def _open(resource: Resource, request: resource_pb2.RegisterResourceRequest) -> dict[str, Any]:
    """The inputs with their secrets."""
    return Decoder(masked=False).struct(request.object) if resource.secret else resource.inputs


def _secret_outputs(resource: Resource, request: resource_pb2.RegisterResourceRequest) -> frozenset[str]:
    """Properties that are a secret, or hold one: the whole property is marked, so what uses it is masked too."""
    return frozenset([*request.additionalSecretOutputs, *map(top, resource.secret)])


def _not_given(resource: Resource) -> Failure:
    """All that it depends on exists, and still an input is unknown: the local cloud lacks an output."""
    first = resource.unknown[0]
    sources = resource.property_dependencies.get(top(first), ())
    names = " or ".join(urn.rpartition("::")[2] for urn in sources) or "elsewhere"
    return Failure(answer=f"`{first}` is an output of {names}, and the local cloud does not give it")


@contextmanager
def _counting(monitor: CreationMonitor) -> Iterator[None]:
    """Count the resources as the program makes them: all of them before the event loop creates the first."""
    original = vars(sdk)["register_resource"]

    def counted(res: sdk.Resource, ty: str, name: str, custom: bool, *more: Any, **options: Any) -> None:
        monitor.total += custom and not ty.startswith(_PROVIDERS)
        original(res, ty, name, custom, *more, **options)

    with patch.object(sdk, "register_resource", counted):
        yield
