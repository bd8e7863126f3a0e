"""Creates a stack in a local cloud and looks at what is there afterwards."""

from __future__ import annotations

import time
from dataclasses import dataclass

from infra.capacity.plan.plan import CapacityPlan
from infra.local.creation import Watch, create
from infra.local.emulation import Emulation
from infra.local.faults import Faults, Injected
from infra.local.record import Creation
from infra.local.verify import Verification
from infra.preview.plan import Resource
from infra.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Up:
    """What came of it."""

    creation: Creation
    verification: Verification | None
    """None if the creation was interrupted: then nobody waits for it."""
    faults: tuple[Injected, ...]
    simulated: bool
    creation_seconds: float
    verification_seconds: float

    @property
    def holds(self) -> bool:
        """Everything was created and is what was asked for."""
        return self.creation.complete and self.verification is not None and self.verification.holds


def create_and_verify(
    settings: Settings,
    capacity: CapacityPlan,
    emulation: Emulation,
    faults: Faults,
    watch: Watch,
    *,
    keep_going: bool = False,
) -> Up:
    """Create everything, read it back and follow its connections.

    Raises:
        FaultError: a fault had no occasion to happen.
        UnsupportedOnCloud: the stack asks for something its cloud does not have.
        PreviewError: the program needs an account.
    """

    def next_one(resource: Resource, before: int, total: int) -> None:
        watch(resource, before, total)
        faults.at(resource, before, total)

    start = time.perf_counter()
    creation = create(settings, capacity, emulation.cloud, next_one, keep_going=keep_going)
    middle = time.perf_counter()
    verification = None if creation.interrupted else emulation.verify(creation)
    if creation.complete:
        faults.check_all_happened()
    return Up(
        creation=creation,
        verification=verification,
        faults=tuple(faults.injected),
        simulated=emulation.cloud.simulated,
        creation_seconds=middle - start,
        verification_seconds=time.perf_counter() - middle,
    )
