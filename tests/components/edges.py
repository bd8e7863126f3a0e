"""The sample of the edge, whole and with less in it."""

from dataclasses import replace

import pulumi

from components.edge import EdgeArgs, Site, StaticContent
from components.experiment import Experiment
from components.waiting_room import QueueWindow, WaitingRoom
from tests.components.harness import known, unknown
from tests.components.targets import bucket


def edge_args(cloud: str) -> EdgeArgs:
    """A site of pages, an API, a site of files, and one before which people queue."""
    return EdgeArgs(
        domain="shop.example.net",
        zone_id=known("Z0123456789ABC") if cloud == "aws" else known("shop.example.net"),
        certificate_id=unknown(),
        origin_dns_name=unknown(),
        origin_token=pulumi.Output.secret("token"),
        sites=(
            Site(
                name="web",
                host="www.shop.example.net",
                aliases=("shop.example.net",),
                cached=True,
                static=StaticContent(paths=("/assets/*",), bucket=bucket("web-assets")),
                long_cached_paths=("/assets/pictures/*",),
                bots_filtered=True,
                experiments=(
                    Experiment(
                        name="layout",
                        enabled=True,
                        prefixes=("/products/",),
                        variants={"old": 9, "new": 1},
                    ),
                ),
            ),
            Site(name="api", host="api.shop.example.net", cached=False),
            Site(
                name="landing",
                host="promo.shop.example.net",
                cached=True,
                static=StaticContent(paths=("/*",), bucket=bucket("landing-pages")),
                redirects={"/spring": "/spring-sale/"},
            ),
            Site(
                name="live",
                host="live.shop.example.net",
                cached=True,
                requests_per_ip=3000,
                waiting_room=WaitingRoom(
                    users_per_minute=6000,
                    session_minutes=10,
                    windows=(
                        QueueWindow(
                            name="drop-1",
                            queue_from=1_804_536_000,
                            opens=1_804_536_600,
                            closes=1_804_538_400,
                            visitors=50_000,
                        ),
                    ),
                    preload=("/products/espresso-one",),
                ),
            ),
        ),
        ignored_query=("utm_source", "gclid"),
        sensitive_paths=("/login", "/checkout"),
        log_key_arn=unknown(),
        notify=unknown(),
    )


def plain(args: EdgeArgs) -> EdgeArgs:
    """A site of pages and an API, without what promotion does with sites."""
    return replace(
        args,
        sites=tuple(
            replace(site, long_cached_paths=(), bots_filtered=False, experiments=()) for site in args.sites[:2]
        ),
    )
