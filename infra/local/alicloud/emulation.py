"""Alibaba Cloud for `floodgate up`: the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime

from infra.local.alicloud.cloud import AlicloudCloud
from infra.local.contract import CloudError, Created, Wanted
from infra.local.emulation import Emulation, no_end_point
from infra.local.faults import REPEATED, FaultError, Faults, Kind
from infra.settings import Settings

_CLASSES = ("dbNodeClass", "instanceClass")
"""Inputs that name a class of machines: what has one can find its zone sold out."""


@contextmanager
def emulated(settings: Settings, faults: Faults, now: datetime | None = None) -> Iterator[Emulation]:
    """The account of a stack, empty. Nobody but the simulator itself could be asked about connections between
    resources, so there are none to look at.

    Raises:
        FaultError: a fault that only a service that is called can have.
    """
    for injected in faults.injected:
        if injected.fault.kind in REPEATED:
            raise FaultError(
                f"--fault {injected.fault}: Alibaba Cloud is simulated, no service is called that could say so; "
                f"take {Kind.INSUFFICIENT_CAPACITY} or {Kind.CRASH}, or a stack on AWS"
            )
    yield Emulation(
        cloud=_Scarce(settings, faults, now),
        one_pass=nullcontext,
        wires=lambda creation: (),
        serve=no_end_point,
        hint=lambda port: "",
    )


class _Scarce(AlicloudCloud):
    """Finds its zone sold out when a fault says so."""

    def __init__(self, settings: Settings, faults: Faults, now: datetime | None) -> None:
        super().__init__(region=settings.config.region, account=settings.config.account.id, now=now)
        self._faults = faults

    def create(self, wanted: Wanted) -> Created:
        """Create it, unless there are no machines for it."""
        lack = self._faults.next(Kind.INSUFFICIENT_CAPACITY, anywhere=True)
        if lack and any(name in wanted.inputs for name in _CLASSES):
            self._faults.happened(lack, f"the creation of {wanted.type}")
            # Code and text of ECS: https://api.alibabacloud.com/document/Ecs/2014-05-26/RunInstances
            raise CloudError(
                "The requested resource is sold out in the specified zone; try other types of resources or other "
                "regions and zones.",
                code="OperationDenied.NoStock",
            )
        return super().create(wanted)
