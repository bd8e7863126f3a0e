"""A simulation as JSON, schema `floodgate.simulation/1` (docs/simulate.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Trajectory
from infra.capacity.response import percentiles
from infra.capacity.simulation import PlayedQueue, PlayedService, Simulation
from infra.capacity.verdict import Breach, Margin, by_minute, p99_by_minute, worst_minute

SCHEMA = "floodgate.simulation/1"
_DIGITS = 6
"""Of numbers: far more than the model knows, and the same on every machine."""


def simulation_json(name: str, simulation: Simulation, breaches: tuple[Breach, ...], margin: Margin) -> str:
    """One object; the same scenario gives the same bytes."""
    overall = simulation.overall
    found = {
        "schema": SCHEMA,
        "name": name,
        "duration_seconds": simulation.scenario.duration_seconds,
        "holds": not breaches,
        "breaches": [asdict(breach) for breach in breaches],
        "margin": asdict(margin),
        "overall": {
            "requests": float(overall.arrivals_rps.sum()),
            "failed_ratio": overall.failed_ratio,
            "response": _optional(percentiles(overall.responses)),
            "minutes": {
                "arrivals_rps": by_minute(overall.arrivals_rps),
                "failed_rps": by_minute(overall.failed_rps),
            },
        },
        "services": {key: _service(played) for key, played in simulation.services.items()},
        "queues": {key: _queue(played) for key, played in simulation.queues.items()},
    }
    return json.dumps(_plain(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _service(played: PlayedService) -> dict[str, Any]:
    p99, worst = p99_by_minute(played), worst_minute(played)
    return {
        "requests": float(played.arrivals_rps.sum()),
        "failed_ratio": played.failed_ratio,
        "response": _optional(played.response.percentiles()),
        "worst_minute": {"second": 60 * worst, "p99_seconds": float(p99[worst])},
        **_instances(played.trajectory),
        "minutes": {
            **_flow(played),
            "response_mean_seconds": played.response.minutes().mean_seconds,
            "response_p99_seconds": p99,
        },
    }


def _queue(played: PlayedQueue) -> dict[str, Any]:
    waiting, age = played.backlog.messages, played.backlog.oldest_age_seconds
    return {
        "messages": float(played.arrivals_rps.sum()),
        "lost_ratio": played.failed_ratio,
        "most_waiting": {"second": int(waiting.argmax()), "messages": float(waiting.max())},
        "oldest_age_seconds": float(age.max()),
        "left_messages": float(waiting[-1]),
        **_instances(played.trajectory),
        "minutes": {
            **_flow(played),
            "waiting_messages": waiting.reshape(-1, 60).max(axis=1),
            "oldest_age_seconds": age.reshape(-1, 60).max(axis=1),
        },
    }


def _flow(played: PlayedService | PlayedQueue) -> dict[str, NDArray[np.float64]]:
    return {
        "arrivals_rps": by_minute(played.arrivals_rps),
        "served_rps": by_minute(played.flow.served_rps),
        "failed_rps": by_minute(played.flow.failed_rps),
        "utilisation_ratio": by_minute(played.flow.utilisation_ratio),
        "instances": by_minute(played.trajectory.in_service),
    }


def _instances(played: Trajectory) -> dict[str, Any]:
    return {
        "instances": {
            "least": int(played.in_service.min()),
            "most": int(played.in_service.max()),
            "hours": float(played.in_service.sum()) / 3600,
        },
        "events": [asdict(event) for event in played.events],
    }


def _optional(found: Any) -> dict[str, Any] | None:
    return None if found is None else asdict(found)


def _plain(value: Any) -> Any:
    """JSON values with rounded numbers."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | np.ndarray):
        return [_plain(item) for item in value]
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
