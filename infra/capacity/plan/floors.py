"""The floor of a pool over time: raised before each wave, lowered after the last campaign.

A floor is a step function of time and follows from the calendar alone; the clock only says which part of it is
past. So whoever applies the plan, and when, cannot lower a floor that a campaign still needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from infra.capacity.calendar import Campaign
from infra.capacity.plan.series import BLOCK_SECONDS

SHORTEST_STEP = timedelta(minutes=30)
"""A level that would stand for less is joined to the higher one beside it."""
ROUND = timedelta(minutes=5)
"""Times of the clock that people read: raised earlier, lowered later than needed."""
UPDATE = timedelta(hours=2)
"""How long an update may take, counted from the full hour of its clock. What changes before it is over is not left
to a schedule, which would be refused as past: the highest floor of that time stands from the update on."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A floor that a campaign needs from one time to another."""

    campaign: str
    start: datetime
    """When the first request needs it."""
    ready: datetime
    """When it is asked for, so that the last instance serves at `start`."""
    end: datetime
    instances: int
    lead_seconds: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """From here on the floor is another one."""

    at: datetime
    instances: int


def holds(
    campaign: Campaign,
    start: datetime,
    need: NDArray[np.int64],
    everyday: int,
    lead_seconds: Callable[[int], int],
) -> tuple[Hold, ...]:
    """The floors that the needs of a window ask for above the everyday floor, the highest first.

    Until the window ends nothing is made smaller: a forecast may be right about the height of a wave and wrong
    about its minute. On the way up there are few levels: the peak, half of it, a quarter. What follows the window
    (customers ask about their orders) has a floor of its own, as long as it needs one.

    Args:
        campaign: whose window it is.
        start: the first second that was looked at. Of a long window that is the busiest day only: then a floor
            stands from the start of the window, since any day might need it.
        need: instances that each block of `BLOCK_SECONDS` needs.
        everyday: the floor outside of campaigns, at least 1.
        lead_seconds: how long before its use a number of further instances must be asked for.
    """
    end, whole = _later(campaign.window_end), start <= campaign.window_start
    blocks = max(0, round((campaign.window_end - start) / timedelta(seconds=BLOCK_SECONDS)))
    need, after = need[:blocks], need[blocks:]
    found: list[Hold] = []
    for level, below in pairwise([*_levels(int(need.max(initial=0)), everyday), everyday]):
        first = campaign.window_start
        if whole:
            first = start + timedelta(seconds=int(np.argmax(need > below)) * BLOCK_SECONDS)
        lead = lead_seconds(level - everyday)
        ready = _earlier(first - timedelta(seconds=lead))
        found.append(
            Hold(campaign=campaign.name, start=first, ready=ready, end=end, instances=level, lead_seconds=lead)
        )
    following = _following(campaign, after, everyday, lead_seconds)
    return tuple(sorted((*_joined(found), *following), key=lambda hold: -hold.instances))


def _following(
    campaign: Campaign, need: NDArray[np.int64], everyday: int, lead_seconds: Callable[[int], int]
) -> Iterator[Hold]:
    """The floor from the end of the window until nothing needs more than every day."""
    most = int(need.max(initial=0))
    if most > everyday:
        lead, last = lead_seconds(most - everyday), int(np.flatnonzero(need > everyday)[-1]) + 1
        yield Hold(
            campaign=campaign.name,
            start=campaign.window_end,
            ready=_earlier(campaign.window_end - timedelta(seconds=lead)),
            end=_later(campaign.window_end + timedelta(seconds=last * BLOCK_SECONDS)),
            instances=most,
            lead_seconds=lead,
        )


def floor_at(all_holds: Iterable[Hold], everyday: int, at: datetime) -> int:
    """The floor at one time."""
    return max((hold.instances for hold in all_holds if hold.ready <= at < hold.end), default=everyday)


def floor_now(all_holds: Sequence[Hold], everyday: int, clock: datetime) -> int:
    """The floor that an update at this time sets: the highest of the time that it may take."""
    until = clock + UPDATE
    return max((hold.instances for hold in all_holds if hold.ready < until and hold.end > clock), default=everyday)


def steps(all_holds: Sequence[Hold], everyday: int, clock: datetime) -> tuple[Step, ...]:
    """How the floor changes after an update at this time."""
    begins = clock + UPDATE
    times = sorted({begins, *(at for hold in all_holds for at in (hold.ready, hold.end) if at > begins)})
    found: list[Step] = []
    before = floor_now(all_holds, everyday, clock)
    for at in times:
        floor = floor_at(all_holds, everyday, at)
        if floor != before:
            found.append(Step(at=at, instances=floor))
        before = floor
    return tuple(found)


def _levels(peak: int, everyday: int) -> list[int]:
    """The peak, half of it, and so on, as long as it is above the everyday floor."""
    found: list[int] = []
    level = peak
    while level > everyday:
        found.append(level)
        level = -(-level // 2)
    return found


def _joined(found: Sequence[Hold]) -> list[Hold]:
    """From the lowest level up: one that would follow soon after the one below stands with it from the start."""
    result: list[Hold] = []
    for hold in reversed(found):
        joins = result and hold.ready - result[-1].ready < SHORTEST_STEP
        result.append(replace(hold, ready=result[-1].ready) if joins else hold)
    return result[::-1]


def _earlier(at: datetime) -> datetime:
    return at - _past_the_hour(at) % ROUND


def _later(at: datetime) -> datetime:
    return at + -_past_the_hour(at) % ROUND


def _past_the_hour(at: datetime) -> timedelta:
    return at - at.replace(minute=0, second=0, microsecond=0)
