"""The loads of a scenario file: how requests from outside come, as rates or as shopping sessions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from infra.settings.model import Model, Name

LONGEST_SECONDS = 86_400

Second = Annotated[int, Field(ge=0, le=LONGEST_SECONDS)]
"""Seconds after the start of the scenario."""
Duration = Annotated[int, Field(ge=1, le=LONGEST_SECONDS)]
"""Seconds."""
Rate = Annotated[float, Field(ge=0, le=10_000_000)]
"""Requests per second."""
Share = Annotated[float, Field(ge=0, le=1)]
"""0..1."""
Many = Annotated[float, Field(gt=0, le=1_000_000_000)]
"""Sessions or people."""


class PointSettings(Model):
    """The rate at one moment."""

    at_second: Second
    """When."""
    rps: Rate
    """Requests per second."""


class SurgeSettings(Model):
    """A linear ramp, then an exponential decay, as a rate."""

    at_second: Second
    """Start of the ramp."""
    peak_rps: Rate
    """Requests per second at the peak."""
    ramp_seconds: int = Field(default=0, ge=0, le=LONGEST_SECONDS)
    """Until the peak; 0: at once."""
    decay_seconds: Duration
    """Time constant of the decay."""


class CountdownSettings(Model):
    """People wait for a moment: some come early, all reload at it, the rest come in a decaying crowd."""

    sessions: Many
    """In all."""
    at_second: Second
    """The moment."""
    early_ratio: Share = 0.3
    """Share that waits already [A]."""
    early_seconds: Duration = 300
    """Over which they come."""
    decay_seconds: Duration = 180
    """Time constant afterwards; 600-720 fit Double 11 of 2017 [D], 180 is the sharp end [A]."""
    reload_requests: float = Field(default=3, ge=0, le=1000)
    """Requests that each of those waiting sends at the moment, besides those of its session [A]."""
    reload_seconds: Duration = 10
    """Over which the reloads come [A]."""


class PushSettings(Model):
    """A post of an opinion leader, a short video: attention rises, then fades."""

    sessions: Many
    """In all."""
    at_second: Second
    """Start."""
    ramp_seconds: Duration = 300
    """Linear rise [A]."""
    decay_seconds: Duration = 2700
    """Time constant of the decay; 1800-3600 [A]."""


class SendSettings(Model):
    """E-mail, SMS or app messages: sent evenly, opened with a delay of Weibull's form."""

    sessions: Many
    """Clicks in all, however late."""
    at_second: Second
    """First message."""
    send_seconds: Duration
    """Until the last message."""
    delay_scale_seconds: float = Field(default=25_524, gt=0, le=10_000_000)
    """Scale of the delay; 7.09 h fits e-mail (GetResponse 2020 [V])."""
    delay_shape: float = Field(default=0.432, ge=0.1, le=10)
    """Shape of the delay, fitted to the same."""


class LiveSettings(Model):
    """A live stream: at each drop a share of the viewers clicks within seconds."""

    viewers: Many
    """At the same time."""
    drops: list[Second] = Field(min_length=1, max_length=100)
    """Moments at which goods appear."""
    click_ratio: Share = 0.15
    """Of the viewers, at each drop [A]."""
    decay_seconds: Duration = 20
    """Time constant of the clicks, 10-30 [A]."""


class DaySettings(Model):
    """An ordinary day."""

    sessions: Many
    """In 24 hours."""
    start_hour: float = Field(ge=0, le=24)
    """Hour of the day at which the scenario starts."""
    hourly_weights: list[Annotated[float, Field(ge=0, le=1_000_000)]] = Field(min_length=24, max_length=24)
    """Of the 24 hours from midnight, in proportion: the shop's own curve."""


class LoadSettings(Model):
    """Requests from outside to one service; exactly one of the shapes."""

    to: Name
    """One of `services`."""
    points: list[PointSettings] | None = Field(default=None, min_length=1, max_length=1000)
    """Rates, straight lines between them; constant before the first and after the last."""
    steps: list[PointSettings] | None = Field(default=None, min_length=1, max_length=1000)
    """Rates, each until the next; 0 before the first."""
    surge: SurgeSettings | None = None
    """A ramp and an exponential decay."""
    countdown: CountdownSettings | None = None
    """Everybody waits for one moment."""
    push: PushSettings | None = None
    """A post or a video."""
    send: SendSettings | None = None
    """A mailing."""
    live: LiveSettings | None = None
    """A live stream."""
    day: DaySettings | None = None
    """An ordinary day."""
    requests_per_session: float = Field(default=25, gt=0, le=10_000)
    """To this service, before the CDN; for shapes in sessions [A]: measure it in your logs."""
    session_seconds: Duration = 300
    """Over which a session's requests come, for shapes in sessions [A]."""
    cdn_hit_ratio: Share = 0
    """Share that the CDN answers itself."""


SHAPES = ("points", "steps", "surge", "countdown", "push", "send", "live", "day")
"""The keys of a load of which exactly one is given."""
