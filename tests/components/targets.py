"""What the sample arguments point at: zones, queues, buckets, load balancers and logs that exist elsewhere."""

import pulumi

from components.bucket import BucketTarget
from components.event_stream import EventStreamTarget
from components.identity import Access
from components.load_balancer import LoadBalancerTarget
from components.logs import LogTarget
from components.queue import QueueTarget
from tests.components.harness import known, unknown

ZONES = {
    "aws": ("eu-central-1a", "eu-central-1b", "eu-central-1c"),
    "alicloud": ("cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j"),
}


def registry(cloud: str) -> str | None:
    return None if cloud == "aws" else "cri-0123456789abcdef"


def granted(cloud: str) -> list[Access]:
    """Every kind of access that the cloud can grant; RAM knows none of search."""
    return [access for access in Access if cloud == "aws" or not access.value.startswith("search-")]


def user(cloud: str) -> str:
    """The ARN of a person."""
    return "arn:aws:iam::123456789012:user/jo" if cloud == "aws" else "acs:ram::1234567890123456:user/jo"


def log() -> LogTarget:
    return LogTarget(name=known("floodgate-prod-logs:orders"), arn=unknown())


def queue(name: str) -> QueueTarget:
    return QueueTarget(name=known(name), arn=unknown(), url=unknown())


def bucket(name: str) -> BucketTarget:
    return BucketTarget(name=known(name), arn=unknown(), domain_name=unknown())


def stream(name: str) -> EventStreamTarget:
    return EventStreamTarget(name=known(f"floodgate-prod-{name}:{name}"), arn=unknown())


def balancer() -> LoadBalancerTarget:
    return LoadBalancerTarget(
        listener_id=unknown(),
        security_group_id=unknown(),
        metric_id=unknown(),
        origin_token=pulumi.Output.secret("token"),
    )
