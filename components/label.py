"""Names and tags of everything the project creates; the only place that builds either."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from components.errors import InvalidArgument


class DataClass(StrEnum):
    """How sensitive the data in a store is; the value of the tag `data-classification`."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    CARDHOLDER = "cardholder"


@dataclass(frozen=True, kw_only=True)
class Label:
    """Who owns a resource and where it belongs."""

    project: str
    environment: str
    owner: str
    cost_center: str
    scope: str
    """What makes a globally unique name unique: account and region."""

    def tags(self, component: str, data: DataClass | None = None) -> dict[str, str]:
        """The tags of one resource of `component`, the same keys on both clouds."""
        tags = {
            "project": self.project,
            "environment": self.environment,
            "owner": self.owner,
            "cost-center": self.cost_center,
            "component": component,
            "managed-by": "pulumi",
        }
        return tags if data is None else {**tags, "data-classification": data.value}

    def named(self, component: str, name: str, data: DataClass | None = None) -> dict[str, str]:
        """Tags plus `Name`, for resources whose console shows only that tag as their name (AWS EC2)."""
        return {"Name": self.physical(name, 128), **self.tags(component, data)}

    def physical(self, role: str, max_length: int) -> str:
        """A physical name for services without auto-naming: lower case, `project-environment-role`, at most
        `max_length` characters; a longer name is cut and ends in a hash of the whole, so it stays unique.
        """
        return _fit(_clean(f"{self.project}-{self.environment}-{role}"), max_length)

    def unique(self, role: str, max_length: int) -> str:
        """Like `physical`, for names that are unique over all accounts of the cloud (OSS bucket, SLS project):
        always ends in a hash of the account, the region and the name.
        """
        name = _clean(f"{self.project}-{self.environment}-{role}")
        return _fit(f"{name}-{_hash(f'{self.scope}/{name}')}", max_length)

    def filter(self) -> Mapping[str, str]:
        """The tags that select every resource of this stack."""
        return {"project": self.project, "environment": self.environment}


def _clean(name: str) -> str:
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9-]", "-", name.lower())).strip("-")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _fit(name: str, max_length: int) -> str:
    if len(name) <= max_length:
        return name
    if max_length < 8:
        raise InvalidArgument(f"max_length must be at least 8, got {max_length}")
    return f"{name[: max_length - 7].rstrip('-')}-{_hash(name)}"
