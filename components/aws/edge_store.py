"""The data that functions at the edge read: who waits when, which experiments run, where old paths lead.

A change of it reaches all of CloudFront in seconds and publishes no function: that is the kill switch of an
experiment.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator

import pulumi
from pulumi_aws import cloudfront

from components.aws.context import AwsContext
from components.edge import EdgeArgs, Site
from components.errors import InvalidArgument
from components.waiting_room import WaitingRoom

EXPERIMENTS = "experiments/"
"""Before a host: the experiments that run there."""
ROOM = "room/"
"""Before a host: the windows in which people queue there."""
REDIRECT = "to/"
"""Before a host and a path: where the path leads now."""
ADMISSION_KEY = "admission-key"
"""Signs the turn of everybody who waits. People who may read the store or Pulumi's state can read it."""

_MOST_VALUE_BYTES = 1024
"""Source: CloudFront developer guide, "Quotas on key value stores", 2026-11."""


def edge_store(
    ctx: AwsContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions
) -> cloudfront.KeyValueStore | None:
    """The store with all its data; none if no site needs one.

    Raises:
        InvalidArgument: a value is too long.
    """
    if not any(site.experiments or site.waiting_room or site.wholly_files for site in args.sites):
        return None
    pairs: dict[str, pulumi.Input[str]] = {key: value for site in args.sites for key, value in edge_values(site)}
    if any(site.waiting_room for site in args.sites):
        pairs[ADMISSION_KEY] = pulumi.Output.secret(args.origin_token).apply(_admission_key)
    store = cloudfront.KeyValueStore(
        f"{name}-data", comment="What the functions at the edge read", tags=ctx.label.tags(name), opts=opts
    )
    cloudfront.KeyvaluestoreKeysExclusive(
        f"{name}-data",
        key_value_store_arn=store.arn,
        resource_key_value_pairs=[{"key": key, "value": value} for key, value in sorted(pairs.items())],
        opts=opts,
    )
    return store


def _admission_key(origin_token: str) -> str:
    """Another key from the token, which nobody who reads the store learns by it."""
    return hmac.new(origin_token.encode(), b"admission to waiting rooms", "sha256").hexdigest()


def edge_values(site: Site) -> Iterator[tuple[str, str]]:
    """Keys and values of a site, for each of its hosts."""
    for host in (site.host, *site.aliases):
        if site.experiments:
            yield _short(f"{EXPERIMENTS}{host}", json.dumps(_running(site), separators=(",", ":")))
        if site.waiting_room:
            yield _short(f"{ROOM}{host}", json.dumps(_windows(site.waiting_room), separators=(",", ":")))
        for old, new in site.redirects.items():
            yield f"{REDIRECT}{host}{old}", new


def _short(key: str, value: str) -> tuple[str, str]:
    if len(value) > _MOST_VALUE_BYTES:
        raise InvalidArgument(
            f"{key} must have at most {_MOST_VALUE_BYTES} characters at the edge, got {len(value)}: "
            "let fewer experiments run, or fewer drops follow in one campaign"
        )
    return key, value


def _running(site: Site) -> list[dict[str, object]]:
    """Only the experiments that are on."""
    return [
        {
            "name": each.name,
            "prefixes": list(each.prefixes),
            "variants": [[variant, weight] for variant, weight in each.variants.items()],
        }
        for each in site.experiments
        if each.enabled
    ]


def _windows(room: WaitingRoom) -> list[list[int]]:
    """Of each window: queue from, opens, closes, and the seconds over which everybody's turn is spread."""
    return [
        [each.queue_from, each.opens, each.closes, spread_seconds(room.users_per_minute, each.visitors)]
        for each in room.windows
    ]


def spread_seconds(users_per_minute: int, visitors: int) -> int:
    """How long it takes until all visitors have entered, rounded up."""
    return -(-visitors * 60 // users_per_minute)
