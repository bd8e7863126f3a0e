"""A load test is agreed: where, when, and with which campaign."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import datetime, timedelta

from infra.settings.draft import Draft
from infra.settings.local_time import moment_fault
from infra.settings.problem import Problem, did_you_mean, listed
from infra.settings.rules.network import block_faults

_LONGEST = timedelta(hours=24)
"""Who forgets a load test finds it closed the next day."""


def production(draft: Draft) -> Iterator[Problem]:
    """Customers are not flooded by mistake."""
    test = draft.config.load_test
    if draft.production and test is not None and not test.allow_production:
        yield draft.in_stack(
            ("load_test",),
            "would flood production, where customers buy",
            allowed="nothing, or `allow_production: true` when everybody who is on duty agrees",
            fix="test in staging, or write `allow_production: true`",
        )


def window(draft: Draft) -> Iterator[Problem]:
    """Times that exist, in order, and not for ever. Whether it is open now is asked where the time is known."""
    test = draft.config.load_test
    if test is None:
        return
    times = {"start": test.start, "end": test.end}
    faults = {key: fault for key, given in times.items() if (fault := moment_fault(given, "UTC"))}
    for key, fault in faults.items():
        yield draft.in_stack(("load_test", key), **fault)
    if faults:
        return
    length = datetime.fromisoformat(test.end) - datetime.fromisoformat(test.start)
    if not timedelta() < length <= _LONGEST:
        yield draft.in_stack(
            ("load_test", "end"),
            "is no end of a window that somebody can watch",
            given=f"{test.start} to {test.end}",
            allowed=f"after the start, at most {_LONGEST.total_seconds() / 3600:g} hours",
            fix="write the hours in which the test is agreed",
        )


def campaign(draft: Draft) -> Iterator[Problem]:
    """A campaign that there is."""
    test = draft.config.load_test
    if test is None:
        return
    known = sorted(draft.calendar_file.names("campaigns"))
    if test.campaign not in known:
        yield draft.in_stack(
            ("load_test", "campaign"),
            "is no campaign of campaigns.yaml",
            given=test.campaign,
            allowed=listed(known),
            fix=did_you_mean(test.campaign, known, "write one of them"),
        )


def block(draft: Draft) -> Iterator[Problem]:
    """A network of its own, with addresses of its own."""
    test = draft.config.load_test
    if test is None:
        return
    place = ("load_test", "cidr")
    faults = list(block_faults(draft, place, test.cidr))
    yield from faults
    if faults or any(block_faults(draft, ("network", "cidr"), draft.config.network.cidr)):
        return
    if ipaddress.IPv4Network(test.cidr).overlaps(ipaddress.IPv4Network(draft.config.network.cidr)):
        yield draft.in_stack(
            place,
            "overlaps the network of the shop",
            given=test.cidr,
            allowed=f"a block beside {draft.config.network.cidr}",
            fix="take another block of your address plan",
        )
