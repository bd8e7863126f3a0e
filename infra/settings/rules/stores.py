"""Settings of one bucket or queue that only make sense together."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.use import Access


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


def bucket_lock(draft: Draft) -> Iterator[Problem]:
    """What is locked can be kept so long, and nobody has reason to change it."""
    for name, bucket in draft.shop.buckets.items():
        place = ("buckets", name, "locked_days")
        if bucket.locked_days is None:
            continue
        if bucket.expire_days is not None and bucket.locked_days > bucket.expire_days:
            yield draft.in_shop(
                place,
                "ends after the objects should have been deleted",
                given=f"{bucket.locked_days} days",
                allowed=f"at most expire_days, {bucket.expire_days}",
                fix="lower it, or keep the objects longer",
            )
        if any(site.static_bucket == name for site in draft.shop.sites.values()):
            yield draft.in_shop(
                place, "would lock the files of a site: no page could be put right", fix="delete the key"
            )
        for section, users in (("services", draft.shop.services), ("jobs", draft.shop.jobs)):
            for user, its in users.items():
                if its.buckets.get(name) is Access.READ_WRITE:
                    yield draft.in_shop(
                        (section, user, "buckets", name),
                        "may change and delete what is locked",
                        given=Access.READ_WRITE.value,
                        allowed=f"{Access.READ.value}, {Access.APPEND.value}",
                        fix=f"write `{Access.APPEND.value}` if it only adds objects",
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
