"""The moments at which a live stream sends its viewers to the shop's own sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from infra.capacity.calendar import Campaign
from infra.capacity.sources import Drops, Source


def own_streams(campaign: Campaign) -> Iterator[tuple[Source, Drops]]:
    """Its live streams; who watches on another marketplace orders there, and never comes."""
    for source in campaign.sources:
        if source.channel is None and isinstance(source.shape, Drops):
            yield source, source.shape


def drops(campaign: Campaign) -> dict[datetime, float]:
    """Moment -> visitors of all its streams, as forecast."""
    found: dict[datetime, float] = {}
    for source, shape in own_streams(campaign):
        for seconds in shape.drop_seconds:
            moment = source.start + timedelta(seconds=seconds)
            found[moment] = found.get(moment, 0.0) + source.sessions
    return found
