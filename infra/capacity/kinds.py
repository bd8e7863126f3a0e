"""What is assumed of each kind of source where the calendar says nothing, with how sure it is.

Source of the figures and marks: facts/capacity.md, sections 1.3 and 5. Overridable, every one, in campaigns.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from infra.capacity.assumption import Default, Mark
from infra.capacity.sources import Kind


def _assumed(value: float, basis: str) -> Default:
    return Default(value=value, mark=Mark.ASSUMPTION, basis=basis)


HEADROOM: Final = _assumed(0.3, "capacity above the forecast")
FIRST_TIME_HEADROOM: Final = _assumed(0.5, "capacity above the forecast of an event without a predecessor")
PREPARE_DAYS: Final = _assumed(30, "time to raise quotas and limits, and to rehearse")
FREEZE_HOURS: Final = _assumed(24, "time to see that a change did no harm")
CONFIDENCE: Final[Mapping[str, Default]] = {
    "low": _assumed(1.5, "a guess; Shopify tests at 150 % of its last peak"),
    "mid": _assumed(1.2, "an estimate from similar campaigns"),
    "high": _assumed(1.0, "measured in the same campaign before"),
}

SHAPES: Final[Mapping[str, Mapping[str, Default]]] = {
    "countdown": {
        "early_ratio": _assumed(0.3, "of the audience waits"),
        "early_minutes": _assumed(5, "before the moment they come"),
        "reload_requests": _assumed(3, "of each who waits"),
        "reload_seconds": _assumed(10, "over which they reload"),
        "order_seconds": _assumed(30, "Alibaba's orders peaked 26 s after midnight in 2020"),
        "decay_minutes": Default(
            value=10, mark=Mark.DERIVED, basis="sales clock of Double 11 2017: 10-12 minutes; 3 is the sharp end"
        ),
    },
    "ramp": {
        "ramp_minutes": _assumed(5, "until a post has spread"),
        "decay_minutes": _assumed(45, "30-60 minutes"),
    },
    "day": {},
    "even": {},
}
"""Shape -> what it needs."""

SHAPE_OF: Final[Mapping[Kind, str]] = {
    Kind.SEARCH_ADS: "day",
    Kind.ORGANIC_SEARCH: "day",
    Kind.SOCIAL_POST: "ramp",
    Kind.SHORT_VIDEO: "ramp",
    Kind.AFFILIATE: "day",
    Kind.MARKETPLACE_EVENT: "countdown",
}
"""Kinds whose shape can be chosen, and the one that they have otherwise [A]."""

KINDS: Final[Mapping[Kind, Mapping[str, Default]]] = {
    Kind.SEARCH_ADS: {
        "click_ratio": Default(
            value=0.03,
            mark=Mark.SECONDARY,
            basis="2.7-3.2 % of impressions (opensend, worldmetrics, digitalthrive)",
        ),
        "conversion_ratio": Default(value=0.029, mark=Mark.SECONDARY, basis="the same; the best reach 5.8 %"),
    },
    Kind.ORGANIC_SEARCH: {"click_ratio": _assumed(0.03, "as paid search; no good source")},
    Kind.SOCIAL_POST: {"click_ratio": _assumed(0.01, "0.3-3 % of the reach; no good source")},
    Kind.SHORT_VIDEO: {
        "click_ratio": _assumed(0.01, "0.3-3 % of the views; no good source"),
        "decay_minutes": _assumed(60, "30-60 minutes; videos last longer than posts"),
    },
    Kind.LIVE_STREAM: {
        "click_ratio": _assumed(0.15, "10-20 % of the viewers at each drop"),
        "conversion_ratio": Default(
            value=0.3,
            mark=Mark.VERIFIED,
            basis='"approaching 30 %" of those who click (McKinsey, "It\'s showtime", 2021)',
        ),
        "decay_seconds": _assumed(20, "10-30 seconds"),
    },
    Kind.EMAIL: {
        "click_ratio": Default(
            value=0.02, mark=Mark.SECONDARY, basis="1-5 % of the sent (GetResponse via marketingcharts: 2.2 %)"
        ),
        "delay_minutes": Default(
            value=425.4,
            mark=Mark.VERIFIED,
            basis="fits 33.6 % in 1 h, 51.4 % in 3 h, 81 % in 24 h (GetResponse 2020)",
        ),
        "delay_shape": Default(value=0.432, mark=Mark.VERIFIED, basis="the same fit"),
    },
    Kind.SMS: {
        "click_ratio": _assumed(0.075, "5-10 % of the recipients; no good source"),
        "delay_minutes": _assumed(10, "read at once; no good source"),
        "delay_shape": _assumed(1, "exponential"),
    },
    Kind.AFFILIATE: {"click_ratio": _assumed(0.0075, "0.5-1 % of impressions; no good source")},
    Kind.MARKETPLACE_EVENT: {"click_ratio": _assumed(0.1, "of the people who are told of it; no good source")},
}
"""Kind -> its defaults; those of its shape follow. Without a conversion_ratio, the shop's."""


def default(kind: Kind, key: str, shape: str | None = None) -> Default:
    """What a kind assumes for a key; `shape` if it is one that can be chosen."""
    own = KINDS[kind].get(key)
    return own if own is not None else SHAPES[shape or ""][key]
