"""The loads of a scenario file as requests per second that reach the services."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from infra.capacity import shapes
from infra.capacity.sessions import requests_from_sessions
from infra.settings.scenario_load import CountdownSettings, LoadSettings
from infra.settings.scenario_model import PurgeSettings, ScenarioFile

Series = NDArray[np.float64]


def loads(file: ScenarioFile) -> dict[str, Series]:
    """Service -> requests per second, without what the CDN answers."""
    seconds = np.arange(file.duration_seconds)
    total: dict[str, Series] = {}
    for load in file.loads:
        origin = 1 - cdn_hits(load.cdn_hit_ratio, file.faults.cdn_purges, file.duration_seconds)
        total[load.to] = total.get(load.to, 0) + _requests(load, seconds) * origin
    return total


def cdn_hits(hit_ratio: float, purges: Sequence[PurgeSettings], duration_seconds: int) -> Series:
    """The share of hits in each second: a purge takes some at once, then the cache fills again."""
    lost = np.zeros(duration_seconds)
    for purge in purges:
        since = np.arange(duration_seconds) - purge.at_second
        left = (1 - purge.left_ratio) * np.exp(-np.maximum(since, 0) / purge.refill_seconds)
        lost = np.where(since >= 0, np.maximum(lost, left), lost)
    return hit_ratio * (1 - lost)


def _requests(load: LoadSettings, seconds: NDArray[np.int64]) -> Series:
    if load.points is not None:
        return shapes.points(seconds, values=[(point.at_second, point.rps) for point in load.points])
    if load.steps is not None:
        return shapes.steps(seconds, levels=[(step.at_second, step.rps) for step in load.steps])
    if load.surge is not None:
        surge = load.surge
        # The shape takes what comes in all; its peak is that over (ramp / 2 + decay)
        total = surge.peak_rps * (surge.ramp_seconds / 2 + surge.decay_seconds)
        return shapes.ramp_decay(
            seconds - surge.at_second,
            sessions=total,
            ramp_seconds=surge.ramp_seconds,
            decay_seconds=surge.decay_seconds,
        )
    sessions = _sessions(load, seconds)
    requests = requests_from_sessions(
        sessions,
        requests_per_session=load.requests_per_session,
        session_seconds=load.session_seconds,
        before_rps=0 if load.day is None else float(sessions[0]),  # a day has begun before the scenario does
    )
    return requests if load.countdown is None else requests + _reloads(load.countdown, seconds)


def _sessions(load: LoadSettings, seconds: NDArray[np.int64]) -> Series:
    if (countdown := load.countdown) is not None:
        return shapes.countdown(
            seconds - countdown.at_second,
            sessions=countdown.sessions,
            early_ratio=countdown.early_ratio,
            early_seconds=countdown.early_seconds,
            reload_ratio=0,
            decay_seconds=countdown.decay_seconds,
        )
    if (push := load.push) is not None:
        return shapes.ramp_decay(
            seconds - push.at_second,
            sessions=push.sessions,
            ramp_seconds=push.ramp_seconds,
            decay_seconds=push.decay_seconds,
        )
    if (send := load.send) is not None:
        return shapes.send(
            seconds - send.at_second,
            clicks=send.sessions,
            send_seconds=send.send_seconds,
            delay_scale_seconds=send.delay_scale_seconds,
            delay_shape=send.delay_shape,
        )
    if (live := load.live) is not None:
        return shapes.live_drops(
            seconds,
            viewers=live.viewers,
            drops=live.drops,
            click_ratio=live.click_ratio,
            decay_seconds=live.decay_seconds,
        )
    if (day := load.day) is not None:
        return shapes.diurnal(
            seconds + round(day.start_hour * 3600),
            sessions_per_day=day.sessions,
            hourly_weights=day.hourly_weights,
        )
    raise AssertionError("a load without a shape has been refused")


def _reloads(countdown: CountdownSettings, seconds: NDArray[np.int64]) -> Series:
    """Those who wait press reload at the moment: single requests, not sessions that last."""
    since = seconds - countdown.at_second
    requests = countdown.sessions * countdown.early_ratio * countdown.reload_requests
    return np.where((since >= 0) & (since < countdown.reload_seconds), requests / countdown.reload_seconds, 0.0)
