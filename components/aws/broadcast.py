"""Channels for live video on Amazon IVS."""

from __future__ import annotations

import pulumi
from pulumi_aws import ivs

from components.aws.alarm import Above, alarm
from components.aws.context import AwsContext
from components.broadcast import BroadcastArgs, BroadcastOutputs
from components.options import extend

_FRAMES_PER_SECOND = 20
"""Ours: below it viewers see the picture stutter; hosts send 25 or 30."""


def build_broadcast(
    ctx: AwsContext, name: str, args: BroadcastArgs, opts: pulumi.ResourceOptions
) -> BroadcastOutputs:
    """A channel that everybody may watch, a few seconds behind the host, and that takes video over TLS only.

    IVS keeps no copy: a recording would lie in a bucket that it can write to only without a customer key.
    Nothing is charged while nobody sends.
    """
    channel = ivs.Channel(
        f"{name}-video",
        name=ctx.label.physical(name, 128),
        type="STANDARD",
        latency_mode="LOW",
        authorized=False,
        tags=ctx.label.tags(name),
        # A new channel has another key and other addresses: hosts and pages have the old ones
        opts=extend(opts, protect=args.deletion_protected),
    )
    dimensions = {"Channel": channel.arn.apply(lambda arn: arn.rpartition("/")[2])}
    alarm(
        ctx,
        name,
        "viewers",
        opts,
        description=f"Nearly as many watch {name} as AWS lets: ask for a higher quota of concurrent views",
        namespace="AWS/IVS",
        metric="ConcurrentViews",
        dimensions=dimensions,
        statistic="Maximum",
        threshold=0.8 * args.max_viewers,
        notify=args.notify,
    )
    alarm(
        ctx,
        name,
        "stutters",
        opts,
        description=f"The host's video for {name} arrives too slowly",
        namespace="AWS/IVS",
        metric="IngestFramerate",
        dimensions=dimensions,
        statistic="Minimum",
        when=Above.LESS,
        threshold=_FRAMES_PER_SECOND,
        notify=args.notify,
    )
    return BroadcastOutputs(ingest_endpoint=channel.ingest_endpoint, playback_url=channel.playback_url)
