"""Names inside a zone of Alidns."""

from __future__ import annotations


def relative(host: str, zone: str) -> str:
    """`www.shop.example.com` in the zone `example.com` -> `www.shop`, the zone itself -> `@`."""
    return "@" if host == zone else host.removesuffix(f".{zone}")
