"""A sender of mail: an own subdomain that can prove who it is, and what becomes of each mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component
from components.queue import QueueTarget


class MailPurpose(StrEnum):
    """Why people get these mails."""

    TRANSACTIONAL = "transactional"
    """They did something and wait for it: an order, a parcel, a password."""
    MARKETING = "marketing"
    """They agreed to hear of offers."""


@dataclass(frozen=True, kw_only=True)
class MailSenderArgs:
    """Who sends, and who is told of what became of it."""

    domain: str
    """What stands behind the `@`: `news.shop.example.net`. Nothing else may send or receive mail there."""
    zone_id: pulumi.Input[str]
    """Public zone that takes its records (AWS: hosted zone id; Alibaba Cloud: the zone's own domain name)."""
    address: str
    """What stands before the `@`; small letters and digits."""
    purpose: MailPurpose
    limit_rps: float
    """Mails per second that the account may send; an alarm fires at 80 %."""
    key_arn: pulumi.Input[str]
    """Encrypts what is known of mails. Its users must include EVENT_RULES."""
    notify: pulumi.Input[str]
    deletion_protected: bool = True
    """A domain that was made anew has other keys: what it sends is refused until its records are known again."""


@dataclass(frozen=True, kw_only=True)
class MailSenderOutputs:
    """What a service that sends must know and may do."""

    address: pulumi.Output[str]
    """The only one it may send from."""
    region: pulumi.Output[str]
    """Where the service is asked to send; not the stack's if the cloud does not send from there."""
    send_arns: tuple[pulumi.Output[str], ...]
    """What the right to send is about."""
    events: QueueTarget
    """Queue of deliveries, bounces and complaints that a service has to work off."""


class MailSender(Component[MailSenderArgs, MailSenderOutputs]):
    """One sender of mail."""

    token = "floodgate:index:MailSender"
