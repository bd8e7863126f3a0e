"""A waiting room: people queue before a site while something is sold that all want at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class QueueWindow:
    """A stretch of time in which people queue: around a drop of a live stream."""

    name: str
    """Unique within the room, lower-kebab."""
    queue_from: int
    """Unix seconds from which on people may queue; nobody is let in before `opens`."""
    opens: int
    """Unix seconds from which on they are let in, by lot."""
    closes: int
    """Unix seconds from which on nobody queues any more."""
    visitors: int
    """Who is expected to come, headroom included."""

    def __post_init__(self) -> None:
        """Raises ValueError for times that are not in this order."""
        if not self.queue_from <= self.opens < self.closes:
            raise ValueError(f"{self.name}: queue_from, opens and closes must follow each other")


@dataclass(frozen=True, kw_only=True)
class WaitingRoom:
    """Who waits before one site, when, and how fast they enter. Outside the windows nobody waits."""

    users_per_minute: int
    """How many may enter: what the services behind the site carry."""
    session_minutes: int
    """How long who has entered may come and go."""
    windows: tuple[QueueWindow, ...] = ()
    """In the order of time; they do not overlap."""
    preload: tuple[str, ...] = ()
    """Paths that the CDN fetches into its cache before the first window, where it can."""

    def __post_init__(self) -> None:
        """Raises ValueError for windows that overlap."""
        for earlier, later in zip(self.windows, self.windows[1:], strict=False):
            if later.queue_from < earlier.closes:
                raise ValueError(f"{later.name} begins before {earlier.name} closes")
