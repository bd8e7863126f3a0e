"""Errors that a person can act on; builders raise them instead of ignoring or guessing."""

from __future__ import annotations


class BuildError(Exception):
    """A capability cannot be built as it is asked for; the message says why and what to change."""

    component: str | None = None
    """Kind and name of the component, `Database core-db`; it puts them in itself."""


class UnsupportedOnCloud(BuildError):  # noqa: N818 - the name is the statement
    """A capability or an argument that this cloud does not have."""

    def __init__(self, cloud: str, argument: str, why: str) -> None:
        super().__init__(f"{argument} is not supported on {cloud}: {why}")
        self.cloud = cloud
        self.argument = argument
        self.why = why


class InvalidArgument(BuildError, ValueError):  # noqa: N818 - the name is the statement
    """A value that no cloud, or not this one, can build from; the message says what is allowed."""
