"""Object storage: private, encrypted, versioned, over TLS only."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.label import DataClass


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
    noncurrent_expire_days: int = 30
    """Delete overwritten and deleted versions after this many days."""
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


class Bucket(Component[BucketArgs, BucketOutputs]):
    """One bucket and the bucket of its access log."""

    token = "floodgate:index:Bucket"
