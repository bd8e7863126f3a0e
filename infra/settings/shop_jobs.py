"""The scheduled jobs of the shop: `jobs` of `stacks/shop.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.model import Model, Name
from infra.settings.use import Access, ImageSettings


class TableAccess(StrEnum):
    """What a job does with a table."""

    READ = "read"
    READ_WRITE = "read-write"


class JobSettings(Model):
    """Work that starts by the clock, every day, and ends by itself.

    Every day, because no alarm of the clouds looks back further than a week (AWS) or a day (Alibaba Cloud): a job
    that runs once a month could be missed and nobody would be told. What is due once a month is a job that looks
    every day whether a month is complete; so the next day makes up for one that failed.
    """

    enabled: bool = True
    """A stack may switch it off; then nothing of it is there."""
    image: ImageSettings
    at: Annotated[str, StringConstraints(pattern=form.TIME_OF_DAY)]
    """When it starts, every day, as clocks show it in its time zone."""
    time_zone: Annotated[str, StringConstraints(pattern=form.TIME_ZONE)]
    """A name such as Europe/Berlin."""
    vcpu: int = Field(ge=1, le=8)
    """Of its container: 1, 2, 4 or 8."""
    memory_gib: int = Field(ge=2, le=32)
    """Of its container: 2 to 4 for each vCPU."""
    timeout_minutes: int = Field(ge=1, le=720)
    """A run that takes longer is stopped and has failed."""
    retries: int = Field(ge=0, le=3)
    """Runs after a failed one, before people are told."""
    tables: dict[Name, TableAccess] = {}
    """Names under `tables`, and what it does with each."""
    buckets: dict[Name, Access] = {}
    """Names under `buckets`, and what it does with each."""
    sends: list[Name] = Field(default=[], max_length=10)
    """Queues that it puts messages into."""
