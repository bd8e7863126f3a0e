"""What `floodgate forecast` does, apart from how it is called."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from infra.forecast.block import Forecast, text
from infra.forecast.days import days_of
from infra.forecast.fit import fit
from infra.forecast.hours import HoursError, read_hours
from infra.forecast.quality import quality
from infra.output import write
from infra.program import ROOT
from infra.settings.load import load_calendar
from infra.settings.local_time import zone_fault


def run(hours: Path, time_zone: str | None, output: Path | None) -> None:
    """Write the `base:` block of campaigns.yaml that fits the hours of the past.

    Raises:
        HoursError: the hours are wrong, or say too little.
        SettingsError: campaigns.yaml is wrong.
        OutputError: the file cannot be written.
    """
    present = load_calendar(ROOT).base
    zone = time_zone or present.time_zone
    if wrong := zone_fault(zone):
        raise HoursError(f"--time-zone {zone}: {wrong['what']}; {wrong['fix']}")
    days = days_of(read_hours(hours), zone)
    forecast = Forecast(days=days, fitted=fit(days), quality=quality(days), time_zone=zone)
    try:
        block = text(forecast, present if present.time_zone == zone else None)
    except ValidationError as error:
        raise HoursError(f"{hours}: what fits it is nothing that campaigns.yaml takes: {error}") from None
    write(block, output)
