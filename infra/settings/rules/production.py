"""What production may never be without."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules.cloud_facts import facts
from infra.settings.stack import Lifetime, Profile


def highly_available(draft: Draft) -> Iterator[Problem]:
    """Production survives the loss of a zone."""
    profile = draft.config.stack.profile
    if draft.production and profile is not Profile.HIGHLY_AVAILABLE:
        yield draft.in_stack(
            ("stack", "profile"),
            "is too little for production: one lost zone would stop the shop",
            given=profile.value,
            allowed=Profile.HIGHLY_AVAILABLE.value,
            fix=f"write `profile: {Profile.HIGHLY_AVAILABLE.value}`, or make it another environment",
        )


def permanent(draft: Draft) -> Iterator[Problem]:
    """Production cannot be destroyed by one command."""
    lifetime = draft.config.stack.lifetime
    if draft.production and lifetime is not Lifetime.PERMANENT:
        yield draft.in_stack(
            ("stack", "lifetime"),
            "would let `pulumi destroy` delete production with its data",
            given=lifetime.value,
            allowed=Lifetime.PERMANENT.value,
            fix=f"write `lifetime: {Lifetime.PERMANENT.value}`, or make it another environment",
        )


def data_residency(draft: Draft) -> Iterator[Problem]:
    """The shop's Chinese customers' data stays in mainland China (PIPL art. 40, Cybersecurity Law art. 37)."""
    mainland, region = facts(draft).mainland_china, draft.config.region
    if draft.production and mainland and not mainland.match(region):
        yield draft.in_stack(
            ("region",),
            "is outside mainland China, where production on Alibaba Cloud must keep its customers' data "
            "(data residency)",
            given=region,
            allowed="cn-..., except cn-hongkong",
            fix="choose a mainland region such as cn-shanghai",
        )
