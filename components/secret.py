"""A generated secret: no person ever sees it, only the roles that are granted it can read it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class SecretArgs:
    """What the secret is for."""

    purpose: str
    key_id: pulumi.Input[str]
    """ARN of the key that encrypts it."""
    length: int = 32
    """Letters and digits, at least 16; 32 of 62 characters are 190 bits."""
    recovery_window_days: int = 30
    """How long a deleted secret can be brought back; 0 deletes at once (stacks that come and go)."""
    rotate_days: int | None = None
    """Somebody outside has it, too, so people change it, at least this often: the tag `rotate-days`. They do it in
    the store, where the program leaves the new value alone. None: only this stack knows it."""


@dataclass(frozen=True, kw_only=True)
class SecretOutputs:
    """How to find the secret, and its value for resources that must be told (always marked secret)."""

    secret_arn: pulumi.Output[str]
    secret_name: pulumi.Output[str]
    value: pulumi.Output[str]


class Secret(Component[SecretArgs, SecretOutputs]):
    """One generated secret."""

    token = "floodgate:index:Secret"


def rotation_tag(rotate_days: int | None) -> dict[str, str]:
    """What says on the secret itself how often people change it."""
    return {} if rotate_days is None else {"rotate-days": str(rotate_days)}
