"""The sources of a campaign's visitors, and the forms that their coming has over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import inf

from infra.capacity.assumption import Assumption


class Kind(StrEnum):
    """Where visitors come from."""

    SEARCH_ADS = "search_ads"
    ORGANIC_SEARCH = "organic_search"
    SOCIAL_POST = "social_post"
    SHORT_VIDEO = "short_video"
    LIVE_STREAM = "live_stream"
    EMAIL = "email"
    SMS = "sms"
    AFFILIATE = "affiliate"
    MARKETPLACE_EVENT = "marketplace_event"


@dataclass(frozen=True, kw_only=True)
class Countdown:
    """Everybody waits for one moment, the source's start."""

    early_ratio: float
    """Share of the visitors that comes before the moment."""
    early_seconds: int
    """How long before it they come, evenly."""
    reload_requests: float
    """Requests for the landing page that each of them sends at the moment."""
    reload_seconds: int
    """The time over which they reload, evenly."""
    order_seconds: float
    """Time constant, from the moment on, of the orders of those who waited: their cart is ready."""
    decay_seconds: float
    """Time constant of the visits after the moment."""


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """A linear rise from the source's start, then an exponential decay."""

    ramp_seconds: int
    decay_seconds: float


@dataclass(frozen=True, kw_only=True)
class Send:
    """Messages sent evenly from the source's start on, each clicked after a Weibull delay."""

    send_seconds: int
    delay_scale_seconds: float
    delay_shape: float


@dataclass(frozen=True, kw_only=True)
class Drops:
    """Steady viewers; at each drop a share of them clicks, most at once. The source's sessions are those of one
    drop."""

    drop_seconds: tuple[int, ...]
    """Relative to the source's start."""
    decay_seconds: float
    seconds: int
    """How long the stream lasts, from the source's start on."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """Visitors over the hours of the day as the shop's ordinary ones, all of them within the period."""

    seconds: int
    """From the source's start on, whole minutes."""


@dataclass(frozen=True, kw_only=True)
class Even:
    """Visitors evenly over the period."""

    seconds: int
    """From the source's start on."""


Shape = Countdown | Ramp | Send | Drops | Day | Even


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source of a campaign's visitors."""

    name: str
    kind: Kind
    start: datetime
    """UTC, a whole second: of the post, the stream, the sending, the period; of a countdown the moment itself."""
    reach: float
    """People, recipients, impressions or viewers, as the kind counts them."""
    click_ratio: float
    """Share of them that visits the shop; of viewers, at each drop."""
    conversion_ratio: float | None
    """Share of the visits that ends with an order; None: the shop's."""
    confidence_factor: float
    """Visits are multiplied by it: the less sure a forecast is, the more is planned for."""
    shape: Shape
    channel: str | None = None
    """Another marketplace where its visits happen: only orders come to us. None: they visit our own sites."""
    broadcast: str | None = None
    """The shop's own channel that a live stream plays on. None: a platform carries it."""
    assumed: tuple[Assumption, ...] = ()
    """Defaults in use."""

    def __post_init__(self) -> None:
        """Raises ValueError for numbers out of range."""
        for key, most in (("reach", inf), ("click_ratio", 1), ("conversion_ratio", 1), ("confidence_factor", inf)):
            value = getattr(self, key)
            if (value is not None and not 0 <= value <= most) or value == inf:
                raise ValueError(f"{self.name}: {key} must be in 0..{most}, got {value}")
        if self.start.microsecond:
            raise ValueError(f"{self.name}: starts at a whole second, got {self.start.isoformat()}")

    @property
    def sessions(self) -> float:
        """Visits that it brings, however late; of a live stream, at each drop."""
        return self.reach * self.click_ratio * self.confidence_factor

    def orders_ratio(self, usual: float) -> float:
        """Share of its visits that ends with an order; `usual` is the shop's."""
        return usual if self.conversion_ratio is None else self.conversion_ratio

    @property
    def first(self) -> datetime:
        """When the first of them comes, UTC."""
        early = self.shape.early_seconds if isinstance(self.shape, Countdown) else 0
        return self.start - timedelta(seconds=early)
