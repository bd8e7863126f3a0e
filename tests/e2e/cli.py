"""The Pulumi CLI of this machine. The project brings none and fetches none."""

from __future__ import annotations

import shutil

NEEDED = ("pulumi", "pulumi-language-python", "pulumi-language-python-exec")
"""The engine, and what it starts Python programs and policy packs with; they come together."""


def missing() -> list[str]:
    """What is not on PATH."""
    return [name for name in NEEDED if shutil.which(name) is None]
