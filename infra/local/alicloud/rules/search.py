"""Elasticsearch: nodes for the zones, and who may reach them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding


def nodes(case: Case) -> Iterator[Finding]:
    """Every zone has as many data nodes as the others.

    Source: documentation of the service, "Node configuration", 2026-08.
    """
    zones = case.number("zoneCount") or 1
    for path in ("dataNodeConfiguration.amount", "dataNodeAmount"):
        amount = case.number(path)
        if amount is not None and amount % zones:
            yield case.refuse(path, f"must be a multiple of the {zones:g} zones", case.value(path))


def allowed(case: Case) -> Iterator[Finding]:
    """Lists of addresses hold addresses, or blocks of them."""
    for path in ("privateWhitelists[]", "publicWhitelists[]", "kibanaWhitelists[]", "kibanaPrivateWhitelists[]"):
        for place in case.places(path):
            try:
                ipaddress.ip_network(str(place.value), strict=False)
            except ValueError:
                yield case.refuse(place.path, "must be an address or a block of addresses", place.value)
