"""What services and jobs have in common: their image, and what they do with a bucket."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from infra.settings import form
from infra.settings.model import Model


class Access(StrEnum):
    """What a service or a job does with a bucket."""

    READ = "read"
    READ_WRITE = "read-write"
    APPEND = "append"
    """Puts new objects into it; reads, changes and deletes none."""


class ImageSettings(Model):
    """A container image, pinned to its content."""

    repository: Annotated[str, StringConstraints(pattern=form.REPOSITORY, max_length=128)]
    """Repository inside the stack's registry, for example `shop/orders`."""
    digest: Annotated[str, StringConstraints(pattern=form.DIGEST)]
    """Content digest, as `docker buildx imagetools inspect` prints it."""
