"""From a stage to the scenario that is played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.capacity.autoscaler import ZoneLoss
from infra.capacity.scenario import Disturbance, Scenario
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.intelligence_lines import intelligence_lines
from infra.rehearsal.outside_lines import outside_lines
from infra.rehearsal.pools import services
from infra.rehearsal.queues import caused, messages, queues
from infra.rehearsal.stage import Stage
from infra.rehearsal.store_lines import store_lines
from infra.rehearsal.traffic import loads
from infra.rehearsal.zone_loss import DETECT_SECONDS


def scenario(stage: Stage, disturbances: Sequence[Disturbance] = ()) -> Scenario:
    """Planned groups and stores under the forecast.

    Raises:
        RehearsalError: the plan lacks something that the shop has, or contradicts itself; services or queues that
            cause each other in a circle.
    """
    lost = stage.zone_lost_at
    parts: dict[str, Any] = {
        "services": services(stage),
        "loads": loads(stage.traffic, stage.shop),
        "inside": caused(stage),
        "queues": queues(stage),
        "messages": messages(stage),
        "connections": {
            name: stage.demand.connections[name]
            for name, measured in stage.measured.services.items()
            if measured.connections is not None
        },
        "lines": {
            **dict(store_lines(stage)),
            **dict(outside_lines(stage)),
            **dict(intelligence_lines(stage)),
        },
    }
    try:
        return Scenario(
            **parts,
            losses=() if lost is None else (ZoneLoss(at_second=lost, detect_seconds=DETECT_SECONDS),),
            disturbances=tuple(disturbances),
        )
    except ValueError as error:  # services or queues in a circle
        raise RehearsalError(f"the shop cannot be played: {error}") from None
