"""A number that text messages are sent from, with a limit of what they may cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component
from components.logs import LogTarget


class NumberType(StrEnum):
    """Kind of number; each country has only some, and some must be registered before they send."""

    LONG_CODE = "long-code"
    TOLL_FREE = "toll-free"
    TEN_DLC = "ten-dlc"
    """United States: a long code that is registered with a campaign."""
    SIMULATOR = "simulator"
    """Reaches nobody; for tests."""


@dataclass(frozen=True, kw_only=True)
class SmsSenderArgs:
    """Where the number is from, and what may be spent."""

    country: str
    """Two capital letters, ISO 3166."""
    number_type: NumberType
    registration_id: str | None = None
    """Registration with which the number is asked for, where the country wants one; None: none."""
    monthly_limit_usd: int
    """What the account may spend on text messages in a month; an alarm fires at 80 %."""
    log: LogTarget
    """Takes what became of each message."""
    notify: pulumi.Input[str]
    deletion_protected: bool = True
    """A number that was given back is gone: customers know the old one."""


@dataclass(frozen=True, kw_only=True)
class SmsSenderOutputs:
    """What a service that sends must know and may do."""

    number: pulumi.Output[str]
    """In the form `+4915...`."""
    number_arn: pulumi.Output[str]
    configuration: pulumi.Output[str]
    """Name of the settings that each message must go with: without it nobody hears what became of it."""


class SmsSender(Component[SmsSenderArgs, SmsSenderOutputs]):
    """One number for text messages."""

    token = "floodgate:index:SmsSender"
