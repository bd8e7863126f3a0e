"""A simulation as JSON, schema `floodgate.simulation/1` (docs/simulate.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infra.capacity.autoscaler import Trajectory
from infra.capacity.response import percentiles
from infra.capacity.simulation import PlayedQueue, PlayedService, Simulation
from infra.capacity.verdict import Breach, Margin, by_minute, p99_by_minute, response_of, worst_minute

SCHEMA = "floodgate.simulation/1"
_DIGITS = 6
"""Of numbers: far more than the model knows, and the same on every machine."""


def simulation_json(name: str, simulation: Simulation, breaches: tuple[Breach, ...], margin: Margin) -> str:
    """One object; the same scenario gives the same bytes."""
    found = {"schema": SCHEMA, "name": name, **simulation_data(simulation, breaches, margin)}
    return as_json(found)


def simulation_data(simulation: Simulation, breaches: tuple[Breach, ...], margin: Margin | None) -> dict[str, Any]:
    """Verdict, figures and series."""
    overall = simulation.overall
    return {
        "duration_seconds": simulation.scenario.duration_seconds,
        "holds": not breaches,
        "breaches": [asdict(breach) for breach in breaches],
        "margin": _optional(margin),
        "overall": {
            "requests": float(overall.arrivals_rps.sum()),
            "failed_ratio": overall.failed_ratio,
            "response": _optional(percentiles(overall.responses)),
            "minutes": {
                "arrivals_rps": by_minute(overall.arrivals_rps),
                "failed_rps": by_minute(overall.failed_rps),
            },
        },
        "services": {key: _service(simulation, key) for key in simulation.services},
        "queues": {key: _queue(played) for key, played in simulation.queues.items()},
    }


def as_json(found: dict[str, Any]) -> str:
    """Text with rounded numbers; what has no number (no limit, no value) is null."""
    return json.dumps(_plain(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _service(simulation: Simulation, name: str) -> dict[str, Any]:
    played, response = simulation.services[name], response_of(simulation, name)
    p99 = p99_by_minute(response)
    worst = worst_minute(p99)
    return {
        "requests": float(played.arrivals_rps.sum()),
        "failed_ratio": played.failed_ratio,
        "response": _optional(response.percentiles()),
        "worst_minute": {"second": 60 * worst, "p99_seconds": float(p99[worst])},
        **_instances(played.trajectory),
        "minutes": {
            **_flow(played),
            "response_mean_seconds": response.minutes().mean_seconds,
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
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if isfinite(value) else None
    return value
