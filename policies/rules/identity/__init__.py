"""Rules about identity."""

from __future__ import annotations

from policies.rule import Rule
from policies.rules.identity import (
    attachments,
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

RULES: tuple[Rule, ...] = (
    *grants.RULES,
    *trust.RULES,
    *attachments.RULES,
    *people.RULES,
    *compute.RULES,
    *public.RULES,
    *stores.RULES,
    *secrets.RULES,
    *rotation.RULES,
    *shared_secrets.RULES,
    *mail.RULES,
    *readers.RULES,
)
