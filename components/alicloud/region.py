"""What a region decides beyond where things stand."""

from __future__ import annotations


def is_mainland(region: str) -> bool:
    """Whether the region is in the Chinese mainland, where a public name needs an ICP filing."""
    return region.startswith("cn-") and region != "cn-hongkong"


def certificate_home(region: str) -> str:
    """Region of the certificate service (CAS) that the stack's certificate is in. It has two: one for the Chinese
    mainland, one for the rest of the world. Source: CAS documentation "Endpoints", 2026-08."""
    return "cn-hangzhou" if is_mainland(region) else "ap-southeast-1"
