"""Configurations of model endpoints: moto knows the instance types of 2021 only, and refuses all others."""

from __future__ import annotations

from typing import Any

_KNOWN = "ml.m5.large"


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """One that it knows in place of every instance type; the table says that it is not read back."""
    variants = [
        {**each, "instanceType": _KNOWN} if "instanceType" in each else each
        for each in inputs.get("productionVariants") or ()
    ]
    return inputs | ({"productionVariants": variants} if variants else {})
