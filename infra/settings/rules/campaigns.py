"""The calendar: times that exist, sources inside their campaign, keys that mean something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from infra.capacity import kinds
from infra.capacity.sources import Kind
from infra.settings.calendar_model import (
    AnySource,
    AudienceSettings,
    CampaignSettings,
    ShapeName,
    SourceSettings,
    StreamSettings,
)
from infra.settings.draft import Draft
from infra.settings.local_time import moment_fault, utc, zone_fault
from infra.settings.problem import Path, Problem, did_you_mean, listed
from infra.settings.rules.journey import known_channels
from infra.settings.words import Fault

_OF_SHAPE = {
    ShapeName.COUNTDOWN: {*kinds.SHAPES["countdown"]},
    ShapeName.RAMP: {*kinds.SHAPES["ramp"]},
    ShapeName.DAY: {"minutes"},
    ShapeName.EVEN: {"minutes"},
}


def zones(draft: Draft) -> Iterator[Problem]:
    """Time zones are in the database."""
    for path, zone in (
        (("base", "time_zone"), draft.calendar.base.time_zone),
        *((("campaigns", name, "time_zone"), each.time_zone) for name, each in draft.calendar.campaigns.items()),
    ):
        if fault := zone_fault(zone):
            yield draft.in_calendar(path, **fault)


def times(draft: Draft) -> Iterator[Problem]:
    """Times exist, once."""
    for name, campaign in draft.calendar.campaigns.items():
        for path, fault in _wrong_times(name, campaign):
            yield draft.in_calendar(path, **fault)


def _wrong_times(name: str, campaign: CampaignSettings) -> Iterator[tuple[Path, Fault]]:
    """Where a time is wrong, and how; nothing if the zone is."""
    if zone_fault(campaign.time_zone) is not None:
        return
    moments: list[tuple[Path, str]] = [(("campaigns", name, "start"), campaign.start)]
    moments += [((*path, "at"), each.at) for path, _, each in _sources(name, campaign) if each.at is not None]
    for path, moment in moments:
        if fault := moment_fault(moment, campaign.time_zone):
            yield path, fault


def one_kind(draft: Draft) -> Iterator[Problem]:
    """A source is of exactly one kind."""
    for name, campaign in draft.calendar.campaigns.items():
        for key, source in campaign.sources.items():
            given = _kinds(source)
            if len(given) != 1:
                yield draft.in_calendar(
                    ("campaigns", name, "sources", key),
                    "has no kind" if not given else "is of more than one kind",
                    given=listed(given, "and") if given else None,
                    allowed="exactly one of " + ", ".join(kind.value for kind in Kind),
                    fix="write each as a source of its own" if given else "name its kind: its keys stand below it",
                )


def inside(draft: Draft) -> Iterator[Problem]:
    """What a source does happens between the start and the end of its campaign."""
    for name, campaign in draft.calendar.campaigns.items():
        if zone_fault(campaign.time_zone) is not None or any(_wrong_times(name, campaign)):
            continue
        minutes = campaign.duration_hours * 60
        for path, _, settings in _sources(name, campaign):
            at = utc(settings.at or campaign.start, campaign.time_zone) - utc(campaign.start, campaign.time_zone)
            first = at / timedelta(minutes=1)
            if not 0 <= first < minutes:
                yield draft.in_calendar(
                    (*path, "at"),
                    "is before the campaign starts" if first < 0 else "is after the campaign ends",
                    given=settings.at,
                    allowed=f"{campaign.start} and less than {campaign.duration_hours:g} hours later",
                    fix="move it, or change `start` or `duration_hours` of the campaign",
                )
                continue
            for key in ("send_minutes", "stream_minutes", "minutes"):
                length = getattr(settings, key, None)
                if length is not None and first + length > minutes:
                    yield draft.in_calendar(
                        (*path, key),
                        "goes on after the campaign ends, when everything is made small again",
                        given=f"{length} minutes from minute {first:g} on",
                        allowed=f"at most {minutes - first:g}",
                        fix="shorten it, or raise `duration_hours` of the campaign",
                    )
            if isinstance(settings, StreamSettings):
                yield from _drops(draft, path, settings, minutes - first)


def _drops(draft: Draft, path: Path, stream: StreamSettings, left: float) -> Iterator[Problem]:
    """Goods appear while the stream runs, and each time once."""
    length = stream.stream_minutes or left
    for index, minute in enumerate(stream.drop_minutes):
        place = (*path, "drop_minutes", index)
        if minute >= length:
            yield draft.in_calendar(
                place,
                "is after the stream ends",
                given=f"minute {minute}",
                allowed=f"less than {length:g}",
                fix="drop it earlier, or let the stream last longer",
            )
        if minute in stream.drop_minutes[:index]:
            yield draft.in_calendar(place, "is named twice", given=f"minute {minute}", fix="delete one of the two")


def shape_keys(draft: Draft) -> Iterator[Problem]:
    """A key that the shape does not read is a misunderstanding."""
    for name, campaign in draft.calendar.campaigns.items():
        for path, kind, settings in _sources(name, campaign):
            if not isinstance(settings, AudienceSettings):
                continue
            shape = settings.shape or ShapeName(kinds.SHAPE_OF[kind])
            for key in sorted(set().union(*_OF_SHAPE.values()) - _OF_SHAPE[shape]):
                if getattr(settings, key) is not None:
                    having = [each.value for each, keys in _OF_SHAPE.items() if key in keys]
                    yield draft.in_calendar(
                        (*path, key),
                        f"has no meaning for the shape {shape.value}",
                        allowed=", ".join(sorted(_OF_SHAPE[shape])),
                        fix=f"delete it, or write `shape: {having[0]}`",
                    )


def landings(draft: Draft) -> Iterator[Problem]:
    """Landing pages are requests that a service answers."""
    known = sorted(name for name, each in draft.shop.journey.requests.items() if each.entry)
    for name, campaign in draft.calendar.campaigns.items():
        if campaign.landing is not None and campaign.landing not in known:
            yield draft.in_calendar(
                ("campaigns", name, "landing"),
                "is no page under `journey.requests:` of shop.yaml",
                given=campaign.landing,
                allowed=", ".join(known),
                fix=did_you_mean(campaign.landing, known, "define it there, with an `entry:`"),
            )


def channels(draft: Draft) -> Iterator[Problem]:
    """Orders of other marketplaces come to somebody."""
    known = known_channels(draft)
    used: list[tuple[Path, str]] = [(("base", "channels", name), name) for name in draft.calendar.base.channels]
    for name, campaign in draft.calendar.campaigns.items():
        used += [((*path, "channel"), each.channel) for path, _, each in _sources(name, campaign) if each.channel]
    for path, channel in used:
        if channel not in known:
            yield draft.in_calendar(
                path,
                "is a channel whose orders reach nobody: no kind of `journey.requests:` in shop.yaml has it",
                given=channel,
                allowed=", ".join(known) or "none",
                fix=did_you_mean(channel, known, "give requests to the service that takes them this `channel:`"),
            )


def broadcasts(draft: Draft) -> Iterator[Problem]:
    """A stream plays on a channel that the shop has, and that is its own."""
    known = sorted(draft.shop.broadcasts)
    for name, campaign in draft.calendar.campaigns.items():
        for path, _, stream in _sources(name, campaign):
            if not isinstance(stream, StreamSettings) or stream.broadcast is None:
                continue
            if stream.broadcast not in known:
                yield draft.in_calendar(
                    (*path, "broadcast"),
                    "is no channel of the shop",
                    given=stream.broadcast,
                    allowed=", ".join(known) or "none: `broadcasts:` in shop.yaml is empty",
                    fix=did_you_mean(stream.broadcast, known, "define it under `broadcasts:` in shop.yaml"),
                )
            elif stream.channel is not None:
                yield draft.in_calendar(
                    (*path, "broadcast"),
                    "is the shop's own, but the stream happens on another marketplace",
                    given=f"broadcast {stream.broadcast} and channel {stream.channel}",
                    allowed="one of the two",
                    fix="delete one, or write the part of the audience that watches there as a source of its own",
                )


def confidence_order(draft: Draft) -> Iterator[Problem]:
    """The less sure, the more is planned for."""
    given = draft.calendar.confidence_factors
    factors = {name: getattr(given, name) or default.value for name, default in kinds.CONFIDENCE.items()}
    if not factors["low"] >= factors["mid"] >= factors["high"]:
        yield draft.in_calendar(
            ("confidence_factors",),
            "plan less for what is less sure",
            given=", ".join(f"{name} {factor:g}" for name, factor in factors.items()),
            allowed="low at least mid, mid at least high",
            fix="a factor is what visits are multiplied by: low is the largest",
        )


def _kinds(source: AnySource) -> list[str]:
    return [kind.value for kind in Kind if getattr(source, kind.value) is not None]


def _sources(name: str, campaign: CampaignSettings) -> Iterator[tuple[Path, Kind, SourceSettings]]:
    """Where each source stands, its kind and its keys; all kinds of one that gives more."""
    for key, source in campaign.sources.items():
        for kind in _kinds(source):
            settings: SourceSettings = getattr(source, kind)
            yield ("campaigns", name, "sources", key, kind), Kind(kind), settings
