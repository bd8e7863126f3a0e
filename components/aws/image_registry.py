"""What a container image's name says about its registry, and what pulling it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from components.aws.policy import Statement

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


def pull_statements(image: str) -> Iterator[Statement]:
    """What a role needs to pull exactly this repository; another registry does not ask IAM."""
    repository = ecr_repository(image)
    if repository is None:
        return
    yield {
        "Sid": "PullImage",
        "Effect": "Allow",
        "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "Resource": repository.arn,
    }
    yield {
        "Sid": "LogInToRegistry",
        "Effect": "Allow",
        "Action": "ecr:GetAuthorizationToken",
        "Resource": "*",  # the action knows no resources; the token opens only what the statement above allows
    }
