"""Where people and jobs ask the lake: no query reads more than its limit."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class QueryWorkspaceArgs:
    """What one query may cost and from where it may come."""

    scan_limit_gib: int
    """A query that would read more is stopped."""
    network_id: pulumi.Input[str]
    """The network that queries come from."""
    key_arn: pulumi.Input[str]
    """Encrypts what queries write."""
    notify: pulumi.Input[str]
    disposable: bool = False
    """Destroy deletes it with everything in it."""


@dataclass(frozen=True, kw_only=True)
class QueryWorkspaceOutputs:
    """How to use it."""

    name: pulumi.Output[str]
    catalog: pulumi.Output[str]
    """Where tables are described."""


class QueryWorkspace(Component[QueryWorkspaceArgs, QueryWorkspaceOutputs]):
    """The query workspace of one stack."""

    token = "floodgate:index:QueryWorkspace"
