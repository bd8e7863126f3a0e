"""Examples for the rules about identity."""

from __future__ import annotations

from policies.examples.example import Example
from policies.examples.identity import (
    compute,
    grants,
    mail,
    people,
    public,
    readers,
    rotation,
    secrets,
    shared_secrets,
    stores,
    trust,
)

EXAMPLES: tuple[Example, ...] = (
    *grants.EXAMPLES,
    *trust.EXAMPLES,
    *people.EXAMPLES,
    *compute.EXAMPLES,
    *public.EXAMPLES,
    *stores.EXAMPLES,
    *secrets.EXAMPLES,
    *rotation.EXAMPLES,
    *shared_secrets.EXAMPLES,
    *mail.EXAMPLES,
    *readers.EXAMPLES,
)
