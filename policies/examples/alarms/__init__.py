"""Examples for the rules about alarms."""

from __future__ import annotations

from policies.examples.alarms import balancers, groups, jobs, mail, messages, search, stores
from policies.examples.example import Example

EXAMPLES: tuple[Example, ...] = (
    *stores.EXAMPLES,
    *search.EXAMPLES,
    *messages.EXAMPLES,
    *balancers.EXAMPLES,
    *groups.EXAMPLES,
    *mail.EXAMPLES,
    *jobs.EXAMPLES,
)
