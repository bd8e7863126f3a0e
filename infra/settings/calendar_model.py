"""The calendar: `stacks/campaigns.yaml`, one for all stacks. Every key, typed.

Keys without a value have the defaults in infra/capacity/kinds.py, which docs/campaigns.md lists with their marks.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.journey import Share
from infra.settings.model import Model, Name

LONGEST_HOURS = 336
_MINUTES = LONGEST_HOURS * 60

Reach = Annotated[float, Field(ge=0, le=10_000_000_000)]
"""People, recipients, impressions or viewers."""
Weight = Annotated[float, Field(gt=0, le=1_000_000)]
"""In proportion to the others."""
Moment = Annotated[str, StringConstraints(pattern=form.MOMENT)]
"""Day and time as clocks show it in the campaign's zone."""
Minutes = Annotated[int, Field(ge=0, le=_MINUTES)]
"""Whole minutes."""


class Confidence(StrEnum):
    """How sure a forecast is."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


class ShapeName(StrEnum):
    """How visitors come over time."""

    COUNTDOWN = "countdown"
    """For one moment: some wait for it and reload, the others come in a decaying crowd."""
    RAMP = "ramp"
    """A linear rise, then an exponential decay."""
    DAY = "day"
    """As the shop's ordinary visitors over the hours."""
    EVEN = "even"
    """The same rate all the time."""


class SourceSettings(Model):
    """What all sources have."""

    reach: Reach
    """People, recipients, impressions or viewers, as the kind counts them."""
    at: Moment | None = None
    """When it starts, in the campaign's zone; without it, with the campaign. Of a countdown: the moment itself."""
    click_ratio: Share | None = None
    """Share of the reach that visits the shop."""
    conversion_ratio: Share | None = None
    """Share of these visits that ends with an order."""
    confidence: Confidence | None = None
    """How sure the reach is; without it as the campaign's."""
    channel: Name | None = None
    """Another marketplace where all of it happens: its people order there, and only the orders come to us."""


class AudienceSettings(SourceSettings):
    """An audience that comes by itself: ads, search, a post, a video, an event."""

    shape: ShapeName | None = None
    """How its visitors come over time; each kind has its own."""
    early_ratio: Share | None = None
    """Countdown: share that comes before the moment."""
    early_minutes: int | None = Field(default=None, ge=1, le=240)
    """Countdown: how long before it, evenly."""
    reload_requests: float | None = Field(default=None, ge=0, le=100)
    """Countdown: requests for the landing page that each of them sends at the moment."""
    reload_seconds: int | None = Field(default=None, ge=1, le=600)
    """Countdown: over which they reload."""
    order_seconds: float | None = Field(default=None, ge=1, le=3600)
    """Countdown: time constant of the orders of those who waited; their cart is ready."""
    ramp_minutes: Minutes | None = None
    """Ramp: until the peak."""
    decay_minutes: float | None = Field(default=None, gt=0, le=1440)
    """Countdown and ramp: time constant of the visits afterwards."""
    minutes: int | None = Field(default=None, ge=1, le=_MINUTES)
    """Day and even: how long they come; without it until the campaign ends."""


class MailingSettings(SourceSettings):
    """Messages that are sent and clicked later."""

    send_minutes: int = Field(ge=1, le=_MINUTES)
    """Until the last message is sent, evenly."""
    delay_minutes: float | None = Field(default=None, ge=1, le=1440)
    """Scale of the time until a click, a Weibull distribution."""
    delay_shape: float | None = Field(default=None, ge=0.2, le=5)
    """Shape of it: 1 is exponential, below 1 many click at once and some much later."""


class StreamSettings(SourceSettings):
    """A live stream with drops, moments at which goods appear."""

    stream_minutes: int | None = Field(default=None, ge=1, le=_MINUTES)
    """How long it lasts; without it until the campaign ends."""
    drop_minutes: list[Minutes] = Field(min_length=1, max_length=200)
    """When goods appear, minutes after the stream starts."""
    decay_seconds: float | None = Field(default=None, ge=1, le=600)
    """Time constant of the clicks after a drop."""
    broadcast: Name | None = None
    """One of `broadcasts` in shop.yaml: the shop's own channel it plays on; without it, a platform carries it."""


class AnySource(Model):
    """One source: exactly one of the kinds."""

    search_ads: AudienceSettings | None = None
    """Paid search; reach: impressions of the ads."""
    organic_search: AudienceSettings | None = None
    """Unpaid search; reach: impressions of the shop's results."""
    social_post: AudienceSettings | None = None
    """A post of an opinion leader (KOL) or of the shop; reach: people who see it."""
    short_video: AudienceSettings | None = None
    """A short video; reach: views in its first hours."""
    live_stream: StreamSettings | None = None
    """A live-stream sale; reach: viewers at the same time."""
    email: MailingSettings | None = None
    """A mailing; reach: recipients."""
    sms: MailingSettings | None = None
    """Text messages; reach: recipients."""
    affiliate: AudienceSettings | None = None
    """Links of partners; reach: impressions of their pages."""
    marketplace_event: AudienceSettings | None = None
    """A sale that a whole marketplace opens at one moment; reach: people who are told of it."""


class CampaignSettings(Model):
    """One campaign."""

    start: Moment
    """When it begins for customers. Those who wait for it come earlier, which is counted."""
    time_zone: Annotated[str, StringConstraints(pattern=form.TIME_ZONE)]
    """Of all times in it, a name such as Europe/Berlin."""
    duration_hours: float = Field(gt=0, le=LONGEST_HOURS, multiple_of=0.25)
    """Until after the last wave: before its end nothing is made smaller."""
    first_time: bool = False
    """Nothing like it was done before, so more headroom is kept."""
    confidence: Confidence = Confidence.MID
    """How sure the reach of its sources is."""
    headroom_ratio: float | None = Field(default=None, ge=0, le=5)
    """What capacity has above the forecast."""
    landing: Name | None = None
    """One of `journey.requests` in shop.yaml: the page that its visitors open first; without it the shop's."""
    hot_products: dict[Name, Share] = Field(default={}, max_length=50)
    """Product -> share of the campaign's orders that contain it: its stock counter is one key."""
    sources: dict[Name, AnySource] = Field(min_length=1, max_length=50)
    """Where its visitors come from."""


class BaseSettings(Model):
    """Ordinary traffic, without any campaign."""

    sessions_per_day: float = Field(ge=0, le=1_000_000_000)
    """Visits of a mean day."""
    time_zone: Annotated[str, StringConstraints(pattern=form.TIME_ZONE)]
    """Where its days begin."""
    hourly_weights: list[Weight] = Field(min_length=24, max_length=24)
    """Of the 24 hours from midnight on, in proportion."""
    weekday_weights: list[Weight] = Field(min_length=7, max_length=7)
    """Of Monday to Sunday, in proportion."""
    channels: dict[Name, Annotated[float, Field(ge=0, le=100_000_000)]] = {}
    """Another marketplace -> orders of a mean day there; they come in the hours in which visits do."""


class ConfidenceFactors(Model):
    """What the visits of sources are multiplied by."""

    low: float | None = Field(default=None, gt=0, le=10)
    mid: float | None = Field(default=None, gt=0, le=10)
    high: float | None = Field(default=None, gt=0, le=10)


class CalendarFile(Model):
    """The whole file."""

    prepare_days: int | None = Field(default=None, ge=0, le=90)
    """How long before a campaign schedules, store sizes and reservations for it exist."""
    freeze_hours: int | None = Field(default=None, ge=0, le=336)
    """How long before a campaign nothing is replaced or made smaller any more, until it ends."""
    confidence_factors: ConfidenceFactors = ConfidenceFactors()
    """The less sure a forecast is, the more is planned for."""
    base: BaseSettings
    """Ordinary traffic."""
    campaigns: dict[Name, CampaignSettings] = Field(default={}, max_length=100)
    """What is planned; campaigns may overlap, then what they bring adds up."""
