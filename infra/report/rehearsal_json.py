"""A rehearsal as JSON, schema `floodgate.rehearsal/1` (docs/rehearse.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from infra.capacity.lines import Series
from infra.rehearsal.certainty import UNKNOWN
from infra.rehearsal.cost import totals
from infra.rehearsal.rehearse import Rehearsal
from infra.report import rehearsal_words as words
from infra.report.rehearsal_answer import answer_data
from infra.report.simulation_json import as_json, simulation_data

SCHEMA = "floodgate.rehearsal/1"


def rehearsal_json(rehearsal: Rehearsal) -> str:
    """One object; the same rehearsal gives the same bytes."""
    lost = rehearsal.stage.zone_lost_at
    data = simulation_data(rehearsal.simulation, rehearsal.breaches, rehearsal.margin)
    return as_json(
        {
            "schema": SCHEMA,
            "stack": rehearsal.stack,
            "cloud": rehearsal.cloud,
            "region": rehearsal.region,
            "environment": rehearsal.environment,
            "campaign": {
                "name": rehearsal.campaign.name,
                "start": rehearsal.campaign.window_start.isoformat(),
                "end": rehearsal.campaign.window_end.isoformat(),
                "time_zone": rehearsal.campaign.time_zone,
                "headroom_ratio": rehearsal.campaign.headroom_ratio,
            },
            "plan_clock": rehearsal.clock.isoformat(),
            "start": rehearsal.local(0).isoformat(),
            "cut": rehearsal.cut,
            "zone_lost": None if lost is None else _moment(rehearsal, lost),
            "faults": [
                {"name": fault.name, "of": fault.of, **_moment(rehearsal, fault.at_second)}
                for fault in rehearsal.faults
            ],
            "answer": answer_data(rehearsal),
            **data,
            "breaches": [{**each, **_moment(rehearsal, each["second"])} for each in data["breaches"]],
            "limits": _limits(rehearsal),
            "costs": [
                {
                    "what": cost.what,
                    "quantity": cost.quantity,
                    "unit": cost.unit,
                    "price": None if cost.each is None else asdict(cost.each),
                    "amount": None if cost.each is None else cost.amount,
                }
                for cost in rehearsal.costs
            ],
            "cost_totals": totals(rehearsal.costs),
            "assumptions": [
                {"where": each.where, "key": each.key, **asdict(each.default)} for each in rehearsal.assumptions
            ],
            "unplayed": rehearsal.stage.planned.unplayed,
            "unknown": UNKNOWN,
        }
    )


def _moment(rehearsal: Rehearsal, second: int) -> dict[str, Any]:
    return {"second": second, "at": rehearsal.local(second).isoformat()}


def _limits(rehearsal: Rehearsal) -> dict[str, Any]:
    return {
        use.name: {
            "unit": use.unit.strip(),
            "most": {
                **_moment(rehearsal, use.second),
                "used": use.used,
                "limit": use.limit,
                "ratio": use.ratio,
            },
            "minutes": {
                "used": _worst(rehearsal.simulation.lines[use.name].used),
                "ratio": _worst(rehearsal.simulation.lines[use.name].ratio),
            },
        }
        for use in words.uses(rehearsal)
    }


def _worst(series: Series) -> Series:
    """The highest value of each minute."""
    highest: Series = series.reshape(-1, 60).max(axis=1)
    return highest
