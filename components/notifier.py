"""Who is told when an alarm fires."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.encryption_key import Location


@dataclass(frozen=True, kw_only=True)
class NotifierArgs:
    """The people behind the alarms."""

    emails: tuple[str, ...]
    """At least one address; every recipient must confirm."""
    key_id: pulumi.Input[str]
    """Key for the messages at rest; ARN on AWS; its users must include ALARMS (and BUDGETS)."""
    location: Location = Location.HOME
    """EDGE for alarms on CDN metrics."""


@dataclass(frozen=True, kw_only=True)
class NotifierOutputs:
    """What alarms take as their receiver."""

    target: pulumi.Output[str]
    """AWS: topic ARN. Alibaba Cloud: name of the alarm contact group."""


class Notifier(Component[NotifierArgs, NotifierOutputs]):
    """A receiver of alarms."""

    token = "floodgate:index:Notifier"
