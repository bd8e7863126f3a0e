"""Rules about what happens to data: who may see it, whether it comes back, and where it is."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.data_protection import (
    backups,
    buckets,
    deletion,
    lake,
    ledgers,
    records,
    recovery,
    residency,
    uploads,
)

RULES: tuple[Rule, ...] = (
    *buckets.RULES,
    *deletion.RULES,
    *recovery.RULES,
    *backups.RULES,
    *residency.RULES,
    *records.RULES,
    *uploads.RULES,
    *lake.RULES,
    *ledgers.RULES,
)
