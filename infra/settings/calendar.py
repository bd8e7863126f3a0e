"""From campaigns.yaml to the calendar of the arithmetic: local times become UTC, missing keys become defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from infra.capacity import kinds
from infra.capacity.assumption import Assumption, Default
from infra.capacity.calendar import BaseLoad, Calendar, Campaign
from infra.capacity.sources import Countdown, Day, Drops, Even, Kind, Ramp, Send, Shape, Source
from infra.settings.calendar_model import (
    AnySource,
    AudienceSettings,
    CalendarFile,
    CampaignSettings,
    MailingSettings,
    ShapeName,
    SourceSettings,
    StreamSettings,
)
from infra.settings.local_time import end, utc


@dataclass(frozen=True, kw_only=True)
class _Defaults:
    """Picks what is given, or the default, and remembers which defaults were in use."""

    where: str
    used: list[Assumption] = field(default_factory=list)

    def pick(self, key: str, given: float | None, default: Default) -> float:
        if given is not None:
            return given
        self.used.append(Assumption(where=self.where, key=key, default=default))
        return default.value


def calendar(file: CalendarFile) -> Calendar:
    """The calendar of a file that keeps all rules."""
    defaults = _Defaults(where="calendar")
    campaigns = [_campaign(name, each, file) for name, each in file.campaigns.items()]
    return Calendar(
        base=BaseLoad(
            sessions_per_day=file.base.sessions_per_day,
            hourly_weights=tuple(file.base.hourly_weights),
            weekday_weights=tuple(file.base.weekday_weights),
            time_zone=file.base.time_zone,
            channel_orders=tuple(file.base.channels.items()),
        ),
        campaigns={each.name: each for each in sorted(campaigns, key=lambda each: (each.window_start, each.name))},
        prepare_days=int(defaults.pick("prepare_days", file.prepare_days, kinds.PREPARE_DAYS)),
        freeze_hours=int(defaults.pick("freeze_hours", file.freeze_hours, kinds.FREEZE_HOURS)),
        assumed=tuple(defaults.used),
    )


def kind_of(source: AnySource) -> tuple[Kind, SourceSettings]:
    """The one kind that a source gives."""
    ((name, settings),) = ((kind, found) for kind in Kind if (found := getattr(source, kind.value)) is not None)
    return name, settings


def _campaign(name: str, campaign: CampaignSettings, file: CalendarFile) -> Campaign:
    defaults = _Defaults(where=f"campaigns.{name}")
    headroom = kinds.FIRST_TIME_HEADROOM if campaign.first_time else kinds.HEADROOM
    return Campaign(
        name=name,
        start=utc(campaign.start, campaign.time_zone),
        end=end(campaign.start, campaign.time_zone, campaign.duration_hours),
        sources=tuple(_source(key, each, campaign, name, file) for key, each in campaign.sources.items()),
        headroom_ratio=defaults.pick("headroom_ratio", campaign.headroom_ratio, headroom),
        hot_products=campaign.hot_products,
        time_zone=campaign.time_zone,
        landing=campaign.landing,
        assumed=tuple(defaults.used),
    )


def _source(key: str, each: AnySource, campaign: CampaignSettings, name: str, file: CalendarFile) -> Source:
    kind, settings = kind_of(each)
    defaults = _Defaults(where=f"campaigns.{name}.sources.{key}.{kind.value}")
    confidence = (settings.confidence or campaign.confidence).value
    factor = getattr(file.confidence_factors, confidence)
    start = utc(settings.at or campaign.start, campaign.time_zone)
    left = end(campaign.start, campaign.time_zone, campaign.duration_hours) - start
    converts = kinds.KINDS[kind].get("conversion_ratio")
    conversion = settings.conversion_ratio
    if converts is not None:
        conversion = defaults.pick("conversion_ratio", conversion, converts)
    return Source(
        name=key,
        kind=kind,
        start=start,
        reach=settings.reach,
        click_ratio=defaults.pick("click_ratio", settings.click_ratio, kinds.default(kind, "click_ratio")),
        conversion_ratio=conversion,
        confidence_factor=defaults.pick(f"confidence_factors.{confidence}", factor, kinds.CONFIDENCE[confidence]),
        shape=_shape(kind, settings, left, defaults),
        channel=settings.channel,
        broadcast=settings.broadcast if isinstance(settings, StreamSettings) else None,
        assumed=tuple(defaults.used),
    )


def _shape(kind: Kind, settings: SourceSettings, left: timedelta, defaults: _Defaults) -> Shape:
    shape = settings.shape or ShapeName(kinds.SHAPE_OF[kind]) if isinstance(settings, AudienceSettings) else None

    def value(key: str) -> float:
        default = kinds.default(kind, key, shape.value if shape else None)
        return defaults.pick(key, getattr(settings, key), default)

    match settings:
        case MailingSettings():
            return Send(
                send_seconds=settings.send_minutes * 60,
                delay_scale_seconds=value("delay_minutes") * 60,
                delay_shape=value("delay_shape"),
            )
        case StreamSettings():
            return Drops(
                drop_seconds=tuple(minute * 60 for minute in sorted(settings.drop_minutes)),
                decay_seconds=value("decay_seconds"),
                seconds=_seconds(settings.stream_minutes, left),
            )
        case AudienceSettings(minutes=minutes):
            seconds = _seconds(minutes, left)
    if shape is ShapeName.COUNTDOWN:
        return Countdown(
            early_ratio=value("early_ratio"),
            early_seconds=round(value("early_minutes")) * 60,
            reload_requests=value("reload_requests"),
            reload_seconds=round(value("reload_seconds")),
            order_seconds=value("order_seconds"),
            decay_seconds=value("decay_minutes") * 60,
        )
    if shape is ShapeName.RAMP:
        return Ramp(ramp_seconds=round(value("ramp_minutes")) * 60, decay_seconds=value("decay_minutes") * 60)
    return Day(seconds=seconds) if shape is ShapeName.DAY else Even(seconds=seconds)


def _seconds(minutes: int | None, left: timedelta) -> int:
    """How long something lasts; without a word, until the campaign ends."""
    return round(left.total_seconds()) if minutes is None else minutes * 60
