"""What the events of a stream hold, and what is personal in them; part of `stacks/shop.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from components.event_lake import FieldType
from infra.settings import form
from infra.settings.model import Model, Name


class Erasure(StrEnum):
    """What happens to a visitor's events when the visitor wants to be forgotten (docs/events.md)."""

    REWRITE = "rewrite"
    """They are found by the pseudonym, and the files that hold them are written anew without them."""
    FORGET_KEY = "forget-key"
    """The files stay as they are; what leads from the person to the pseudonym is deleted. For records that nobody
    may change, so no field may lead to a person by itself."""


class FieldSettings(Model):
    """One field of an event, one column in the lake."""

    type: FieldType
    """string, integer, number or boolean; times are integers: Unix milliseconds."""
    personal: bool = False
    """May lead to a person by itself: free text, an address, an account number. The pseudonym does not."""


FieldName = Annotated[str, StringConstraints(pattern=form.KEY_ATTRIBUTE, max_length=64)]
Fields = dict[FieldName, FieldSettings]


class SchemaSettings(Model):
    """The events of one stream: one table, with the fields of all of them."""

    visitor: FieldName
    """The field with the visitor's pseudonym: a text that says nothing about the person, by which events are found
    and erased."""
    consent: FieldName
    """The field that says whether the visitor agreed to be remembered; without consent an event keeps no field
    that is personal and a pseudonym that ends with the visit."""
    erasure: Erasure
    """What becomes of a visitor's events on demand."""
    common: Fields = Field(min_length=1)
    """Fields of every event."""
    types: dict[Name, Fields] = Field(min_length=1)
    """Kind of event -> the fields that it has besides; empty in all others."""


class AnalysisSettings(Model):
    """Where people and jobs ask the lake."""

    scan_limit_gib: int = Field(default=100, ge=1, le=10_000)
    """A query that would read more is stopped."""
