"""Random values that are made once: the first `up` stores them, later runs keep what is stored."""

from __future__ import annotations

import secrets
import string

import pulumi

from components.errors import InvalidArgument

_ALPHABET = string.ascii_letters + string.digits


def password(length: int) -> pulumi.Output[str]:
    """A fresh random value with upper case, lower case and digits, marked secret.

    Every run makes another one. So only one resource may take it, with that property in `ignore_changes`:
    then the value of the first `up` stays, and everything else reads it from that resource's output.

    Raises:
        ValueError: fewer than 16 characters.
    """
    if length < 16:
        raise InvalidArgument(f"length must be at least 16, got {length}")
    while True:
        value = "".join(secrets.choice(_ALPHABET) for _ in range(length))
        if any(c.islower() for c in value) and any(c.isupper() for c in value) and any(c.isdigit() for c in value):
            return pulumi.Output.secret(value)
