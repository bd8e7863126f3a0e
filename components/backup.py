"""Copies of the stores, apart from the stores, that outlive a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component


class StoreKind(StrEnum):
    """What kind of store a backup source is."""

    DATABASE = "database"
    TABLE = "table"
    BUCKET = "bucket"


@dataclass(frozen=True, kw_only=True)
class BackupSource:
    """One store to copy."""

    kind: StoreKind
    id: pulumi.Input[str]
    """Name or id of the store."""
    arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class BackupArgs:
    """What is copied, when and for how long."""

    sources: Mapping[str, BackupSource]
    key_arn: pulumi.Input[str]
    """Its users must include BACKUP."""
    retention_days: int
    daily_at_utc_hour: int = 18
    """Quiet in Europe and in China: 19:00 in Berlin, 02:00 in Shanghai."""
    notify: pulumi.Input[str]
    """Told about failed copies."""
    locked: bool
    """Nobody can shorten the retention (governance lock, can still be removed by an administrator)."""
    disposable: bool = False


@dataclass(frozen=True, kw_only=True)
class BackupOutputs:
    """Where the copies are."""

    vault_name: pulumi.Output[str]


class Backup(Component[BackupArgs, BackupOutputs]):
    """The backup plan of one stack."""

    token = "floodgate:index:Backup"
