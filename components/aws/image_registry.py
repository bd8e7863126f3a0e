"""What a container image's name says about its registry."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ECR = re.compile(
    r"(?P<host>(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com)"
    r"/(?P<name>[a-z0-9][a-z0-9._/-]*)(?:[:@].*)?"
)
"""Private registries of ECR. Source: ECR user guide, "Amazon ECR private registry", 2026-11."""


@dataclass(frozen=True, kw_only=True)
class EcrRepository:
    """A repository of a private ECR registry, of this account or another."""

    host: str
    account: str
    region: str
    name: str

    @property
    def arn(self) -> str:
        """For IAM."""
        return f"arn:aws:ecr:{self.region}:{self.account}:repository/{self.name}"


def ecr_repository(image: str) -> EcrRepository | None:
    """The ECR repository of an image, with or without tag and digest; None if another registry holds it."""
    found = _ECR.fullmatch(image)
    return EcrRepository(**found.groupdict()) if found else None
