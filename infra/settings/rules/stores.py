"""Settings of one bucket or queue that only make sense together."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem


def bucket_lifecycle(draft: Draft) -> Iterator[Problem]:
    """Objects move to the cheaper class before they expire."""
    for name, bucket in draft.shop.buckets.items():
        move, expire = bucket.infrequent_after_days, bucket.expire_days
        if move is not None and expire is not None and move >= expire:
            yield draft.in_shop(
                ("buckets", name, "infrequent_after_days"),
                "never happens: the objects are deleted first",
                given=f"{move} days",
                allowed=f"less than expire_days, {expire}",
                fix="lower it, or delete the key",
            )


def queue_timing(draft: Draft) -> Iterator[Problem]:
    """A worker may take the visibility timeout, so an alarm before that is noise."""
    for name, queue in draft.shop.queues.items():
        if queue.max_age_seconds < queue.visibility_timeout_seconds:
            yield draft.in_shop(
                ("queues", name, "max_age_seconds"),
                "would alarm while the first worker still has its time",
                given=f"{queue.max_age_seconds} seconds",
                allowed=f"at least visibility_timeout_seconds, {queue.visibility_timeout_seconds}",
                fix="raise it",
            )
