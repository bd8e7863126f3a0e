"""Object storage: private, encrypted, versioned, over TLS only."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.errors import InvalidArgument
from components.label import DataClass
from components.queue import QueueTarget


@dataclass(frozen=True, kw_only=True)
class Scan:
    """Files of strangers, looked through for malware before anybody opens them."""

    queue: QueueTarget
    """Hears of each new object: AWS: what the scan found; Alibaba Cloud: that it is there, to be scanned."""
    notify: pulumi.Input[str]
    """Hears of malware, and of files that could not be scanned."""


@dataclass(frozen=True, kw_only=True)
class BucketArgs:
    """What is kept and for how long."""

    data: DataClass
    key_arn: pulumi.Input[str]
    served_by_edge: bool = False
    """The CDN reads it: then the edge writes the bucket's one policy, with TLS-only and its own read access."""
    expire_days: int | None = None
    """Delete objects after this many days; None keeps them."""
    infrequent_after_days: int | None = None
    """Move objects to the infrequent-access class after this many days, at least 30."""
    locked_days: int | None = None
    """Nobody can change or delete an object for so many days after it was written, and none but the lifecycle
    rules deletes one afterwards; None locks nothing. Not in a disposable bucket, nor in one that the edge
    serves."""
    noncurrent_expire_days: int = 30
    """Delete overwritten and deleted versions after this many days."""
    scan: Scan | None = None
    """Of new objects. Not together with `served_by_edge`."""
    log_expire_days: int = 400
    """Keep the access log this long. 400 days cover PCI DSS 10.5.1 (12 months)."""
    disposable: bool = False
    """Destroy deletes the objects too (stacks that come and go); otherwise a non-empty bucket is kept."""


@dataclass(frozen=True, kw_only=True)
class BucketTarget:
    """A bucket as an origin or a destination."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    domain_name: pulumi.Output[str]
    """Host name in the stack's region, for origins."""


@dataclass(frozen=True, kw_only=True)
class BucketOutputs:
    """How to reach the bucket."""

    bucket: BucketTarget


def check_lock(args: BucketArgs) -> None:
    """Raises InvalidArgument for a lock that would be in the way."""
    if args.locked_days is None:
        return
    if args.disposable:
        raise InvalidArgument("locked_days must be absent in a disposable bucket: it could not be destroyed")
    if args.served_by_edge:
        raise InvalidArgument("locked_days must be absent where the edge serves: no file could be put right")
    if args.expire_days is not None and args.locked_days > args.expire_days:
        raise InvalidArgument(
            f"locked_days must be at most expire_days, {args.expire_days}, got {args.locked_days}"
        )


class Bucket(Component[BucketArgs, BucketOutputs]):
    """One bucket and the bucket of its access log."""

    token = "floodgate:index:Bucket"
