"""A channel for live video: a host sends it, everybody watches it in the shop."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class BroadcastArgs:
    """What is broadcast to whom."""

    max_viewers: int
    """At the same time, as the cloud grants them to the account; an alarm fires at four fifths of it."""
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class BroadcastOutputs:
    """Where the video goes in and out. The key that a host needs to send is not here: read it in the console."""

    ingest_endpoint: pulumi.Output[str]
    """Host that takes the video, by RTMPS."""
    playback_url: pulumi.Output[str]
    """What a player opens."""


class Broadcast(Component[BroadcastArgs, BroadcastOutputs]):
    """A channel for live video."""

    token = "floodgate:index:Broadcast"
