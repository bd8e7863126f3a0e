"""A key-value table for access by key at any rate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component
from components.label import DataClass


class KeyType(StrEnum):
    """Type of a key attribute."""

    STRING = "string"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class KeyAttribute:
    """One attribute of the primary key."""

    name: str
    type: KeyType = KeyType.STRING


@dataclass(frozen=True, kw_only=True)
class WarmThroughput:
    """What the table takes from one second to the next, without growing into it. It can only be raised."""

    reads_rps: int
    """Items of up to 4 KiB, strongly consistent."""
    writes_rps: int
    """Items of up to 1 KiB."""


@dataclass(frozen=True, kw_only=True)
class TableArgs:
    """The table's key and its guarantees. Changing a key replaces the table and loses its data."""

    data: DataClass
    partition_key: KeyAttribute
    sort_key: KeyAttribute | None = None
    expire_days: int | None = None
    """Items go this many days after their last write; None keeps them. AWS deletes by the Unix second that the
    service writes into the attribute `expires_at`, Alibaba Cloud by the row's age."""
    warm: WarmThroughput | None = None
    """For a campaign; None leaves it to the cloud."""
    key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    network_id: pulumi.Input[str]
    """The only network that may reach it."""
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Private subnets of that network, in the order of the zones."""
    recoverable: bool = True
    """Can be restored to an earlier state: point in time on AWS, daily backup on Alibaba Cloud."""
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class TableOutputs:
    """How to reach the table."""

    table_name: pulumi.Output[str]
    table_arn: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    """HTTPS endpoint inside the network."""


class Table(Component[TableArgs, TableOutputs]):
    """One key-value table."""

    token = "floodgate:index:Table"
