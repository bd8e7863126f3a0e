"""Everything that a rehearsal is built from, and when which second is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.inputs import StackLimits
from infra.rehearsal.planned import Planned
from infra.rehearsal.traffic import Traffic


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What is planned, what was measured, and what comes."""

    planned: Planned
    """What the plan says: sizes, policies, schedules, reservations."""
    measured: StackLimits
    """What load tests and contracts say; what people wish (minimum, maximum, readers, shards) is not read."""
    shop: ShopLoad
    """What a request causes."""
    demand: Demand
    traffic: Traffic
    """From outside, with what faults make of it."""
    zone_lost_at: int | None = None
    """Second at which a zone is lost; None: never."""
    scheduled: bool = True
    """Whether scheduled actions run."""
    nodes_lost: tuple[tuple[str, int], ...] = ()
    """Databases that lose a node, and the second of it."""

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.demand.seconds

    def second(self, moment: datetime) -> int:
        """Seconds from the start; negative before it."""
        return round((moment - self.demand.start) / timedelta(seconds=1))

    def consumers(self) -> dict[str, tuple[str, str]]:
        """Queue as it is played -> queue and the service that works it off.

        Services that share a queue have equal parts of it, each played as a queue of its own.
        """
        by_queue: dict[str, list[str]] = {name: [] for name in self.shop.queues}
        for name, service in self.shop.services.items():
            for queue in service.consumes:
                by_queue[queue].append(name)
        return {
            queue if len(services) == 1 else f"{queue} at {service}": (queue, service)
            for queue, services in by_queue.items()
            for service in services
        }
