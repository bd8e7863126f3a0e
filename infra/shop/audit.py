"""Who may look at what nobody can change: the role of auditors."""

from __future__ import annotations

import pulumi

from components.auditor import Auditor, AuditorArgs, AuditorOutputs
from components.cloud import Cloud
from infra.settings import Settings
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores


def auditor(
    cloud: Cloud, settings: Settings, base: Infrastructure, stores: Stores, opts: pulumi.ResourceOptions
) -> AuditorOutputs | None:
    """One role, if the stack names people for it: they read locked buckets and the audit trail, nothing else."""
    people = tuple(settings.config.account.auditors)
    if not people:
        return None
    ledgers = (name for name, bucket in settings.shop.buckets.items() if bucket.locked_days is not None)
    args = AuditorArgs(
        people=people,
        bucket_arns=(*(stores.buckets[name].arn for name in ledgers), base.audit.bucket_arn),
        key_arns=(base.keys.data, base.keys.logs),
    )
    return Auditor("auditor", args, cloud.auditor, opts).outputs
