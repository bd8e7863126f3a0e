"""Errors that a person can act on; builders raise them instead of ignoring or guessing."""

from __future__ import annotations


class UnsupportedOnCloud(Exception):  # noqa: N818 - the name is the statement
    """A capability or an argument that this cloud does not have."""

    def __init__(self, cloud: str, argument: str, why: str) -> None:
        super().__init__(f"{argument} is not supported on {cloud}: {why}")
        self.cloud = cloud
        self.argument = argument
        self.why = why


class InvalidArgument(ValueError):  # noqa: N818 - the name is the statement
    """A value that no cloud, or not this one, can build from; the message says what is allowed."""
