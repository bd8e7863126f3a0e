"""What only a person can do, and must do again and again: somebody is told when it is time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.logs import LogTarget


@dataclass(frozen=True, kw_only=True)
class ReminderArgs:
    """What to do how often, and who is told."""

    every_days: int
    """1..365."""
    text: str
    """What there is to do, in one sentence."""
    about: Mapping[str, pulumi.Input[str]]
    """Name -> ARN of each thing it is to be done to."""
    notify: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """Key of what `notify` names."""
    log: LogTarget
    """A log of the stack, for clouds that can tell people only what a log says."""


@dataclass(frozen=True, kw_only=True)
class ReminderOutputs:
    """Nothing: nobody builds on it."""


class Reminder(Component[ReminderArgs, ReminderOutputs]):
    """One thing that people are told again and again."""

    token = "floodgate:index:Reminder"
