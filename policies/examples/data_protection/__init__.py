"""Examples for the rules about what happens to data."""

from __future__ import annotations

from policies.examples.data_protection import (
    audit,
    backups,
    buckets,
    coverage,
    deletion,
    lake,
    ledgers,
    records,
    recovery,
    residency,
    uploads,
)
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *buckets.EXAMPLES,
    *audit.EXAMPLES,
    *deletion.EXAMPLES,
    *recovery.EXAMPLES,
    *coverage.EXAMPLES,
    *backups.EXAMPLES,
    *residency.EXAMPLES,
    *records.EXAMPLES,
    *uploads.EXAMPLES,
    *lake.EXAMPLES,
    *ledgers.EXAMPLES,
)
