"""What a region decides beyond where things stand."""

from __future__ import annotations

from components.errors import UnsupportedOnCloud


def is_mainland(region: str) -> bool:
    """Whether the region is in the Chinese mainland, where a public name needs an ICP filing."""
    return region.startswith("cn-") and region != "cn-hongkong"


def certificate_home(region: str) -> str:
    """Region of the certificate service (CAS) that the stack's certificate is in. It has two: one for the Chinese
    mainland, one for the rest of the world. Source: CAS documentation "Endpoints", 2026-08."""
    return "cn-hangzhou" if is_mainland(region) else "ap-southeast-1"


_MAIL_HOMES = ("cn-hangzhou", "ap-southeast-1", "us-east-1", "eu-central-1")
"""Where DirectMail is, and tells the event bus of what it sent. Sources: Direct Mail, "Endpoints" (Sydney is
closed), 2026-09; EventBridge, "Direct Mail events", 2026-10."""


def mail_home(region: str) -> str:
    """Region that mail of a stack is sent from, under the law of the stack's own region.

    Raises:
        UnsupportedOnCloud: there is none.
    """
    if region in _MAIL_HOMES:
        return region
    if is_mainland(region):
        return "cn-hangzhou"
    raise UnsupportedOnCloud(
        "alicloud",
        f"mails in {region}",
        f"Direct Mail is in {', '.join(_MAIL_HOMES)} only (in Hangzhou for all of the Chinese mainland), and "
        "another one of them may be under another law; put the stack into one of them, or take `mails` out of "
        "shop.yaml",
    )
