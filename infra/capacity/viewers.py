"""Who watches a live stream on the shop's own channels: not a request, but something that the cloud limits."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from infra.capacity.calendar import Calendar, Window
from infra.capacity.rates import Series
from infra.capacity.sources import Drops

_SECOND = timedelta(seconds=1)


def viewers(calendar: Calendar, window: Window, share_ratio: float) -> dict[str, Series]:
    """Broadcast -> viewers at the same time, second by second of a window; streams on it add up.

    As many as the reach says from the first second of a stream to its last, multiplied as its visits are: the less
    sure a forecast is, the more is planned for. Broadcasts without a viewer in the window are absent.
    """
    found: dict[str, Series] = {}
    for campaign in calendar.campaigns.values():
        for source in campaign.sources:
            if source.broadcast is None or not isinstance(source.shape, Drops):
                continue
            first = round((source.start - window.start) / _SECOND)
            last = min(first + source.shape.seconds, window.seconds)
            if last > max(first, 0):
                watching = found.setdefault(source.broadcast, np.zeros(window.seconds))
                watching[max(first, 0) : last] += share_ratio * source.reach * source.confidence_factor
    return found
