"""Channels for live video: not on Alibaba Cloud."""

from __future__ import annotations

from typing import Never

import pulumi

from components.alicloud.context import AlicloudContext
from components.broadcast import BroadcastArgs
from components.errors import UnsupportedOnCloud


def build_broadcast(ctx: AlicloudContext, name: str, args: BroadcastArgs, opts: pulumi.ResourceOptions) -> Never:
    """Says what to do instead.

    Raises:
        UnsupportedOnCloud: always. The provider can add the two domains of ApsaraVideo Live (`live.Domain`), but
        not
            join them, give them a certificate or protect the ingest with a key, so nothing could be broadcast.
    """
    raise UnsupportedOnCloud(
        "alicloud",
        "broadcast",
        f"make the channel {name} for {args.max_viewers} viewers in the console of ApsaraVideo Live, in "
        f"{ctx.region}",
    )
