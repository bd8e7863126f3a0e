"""Events: consent and a pseudonym in every schema, one type for each column, a way to erase, an end."""

from __future__ import annotations

from collections.abc import Iterator

from components.event_lake import FieldType
from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, listed
from infra.settings.shop_events import Erasure, FieldSettings, SchemaSettings

_PARTITIONS = ("day", "hour")
"""Columns that every table has besides (components/event_lake.py)."""


def consent_and_pseudonym(draft: Draft) -> Iterator[Problem]:
    """Every event says by whom and whether that was agreed to, in fields that can say it."""
    for name, stream in draft.shop.streams.items():
        schema = stream.events
        for key, field, wanted in (
            ("visitor", schema.visitor, FieldType.STRING),
            ("consent", schema.consent, FieldType.BOOLEAN),
        ):
            place = ("streams", name, "events", key)
            found = schema.common.get(field)
            if found is None:
                yield draft.in_shop(
                    place,
                    "is not among the fields that every event has",
                    given=field,
                    allowed=listed([each for each, its in schema.common.items() if its.type is wanted]) or None,
                    fix=f"add `{field}: {{ type: {wanted} }}` under `common:`",
                )
            elif found.type is not wanted:
                yield draft.in_shop(
                    place,
                    f"is no field of the type {wanted}",
                    given=f"{field}, which is {found.type}",
                    fix=f"name one of the type {wanted}, or change the type under `common:`",
                )
        if (pseudonym := schema.common.get(schema.visitor)) and pseudonym.personal:
            yield draft.in_shop(
                ("streams", name, "events", "common", schema.visitor, "personal"),
                "is the pseudonym, which must not lead to a person",
                given="true",
                allowed="false",
                fix="keep the account or the address out of the stream, and give visitors a random id",
            )


def columns(draft: Draft) -> Iterator[Problem]:
    """All events of a stream share one table: a name has one type, and is not taken."""
    for name, stream in draft.shop.streams.items():
        seen: dict[str, FieldType] = {}
        for path, field, its in _fields(stream.events):
            place = ("streams", name, "events", *path)
            if field in _PARTITIONS:
                yield draft.in_shop(
                    place,
                    "is a name that every table has already, for the time of arrival",
                    given=field,
                    fix=f"choose another name, such as `event_{field}`",
                )
            elif path[0] == "types" and field in stream.events.common:
                yield draft.in_shop(place, "is a field of every event already", given=field, fix="delete it here")
            elif seen.setdefault(field, its.type) is not its.type:
                yield draft.in_shop(
                    (*place, "type"),
                    "differs from the same field of another kind of event, and both are one column",
                    given=its.type.value,
                    allowed=seen[field].value,
                    fix="use the same type, or another name",
                )


def erasure(draft: Draft) -> Iterator[Problem]:
    """What leads to a person must be erasable, and all of it ends."""
    for name, stream in draft.shop.streams.items():
        schema = stream.events
        for path, field, its in _fields(schema):
            if its.personal and schema.erasure is Erasure.FORGET_KEY:
                yield draft.in_shop(
                    ("streams", name, "events", *path, "personal"),
                    "may lead to a person, and the events of this stream cannot be erased",
                    given=f"{field}, with `erasure: {schema.erasure}`",
                    fix="leave the field out, or write `erasure: rewrite` and a bucket that is not locked",
                )
        bucket = draft.shop.buckets.get(stream.bucket)
        if bucket is None:
            continue
        if bucket.expire_days is None:
            yield draft.in_shop(
                ("buckets", stream.bucket),
                f"keeps the events of the stream `{name}` for ever",
                fix="add `expire_days:`, the end that visitors are told",
            )
        if bucket.data is not stream.data:
            yield draft.in_shop(
                ("buckets", stream.bucket, "data"),
                f"differs from the stream `{name}`, whose events it keeps",
                given=bucket.data.value,
                allowed=stream.data.value,
                fix="write the same class in both",
            )


def shards(draft: Draft) -> Iterator[Problem]:
    """Never more than allowed, after what the stack overrides."""
    for name, stream in draft.shop.streams.items():
        override = draft.config.streams.get(name)
        everyday = (override and override.shards) or stream.shards
        most = (override and override.max_shards) or stream.max_shards
        if everyday > most:
            yield draft.in_effect(
                "streams",
                name,
                "shards",
                "is above max_shards",
                given=str(everyday),
                allowed=f"at most {most}",
                fix="lower it, or raise max_shards",
            )


def _fields(schema: SchemaSettings) -> Iterator[tuple[Path, str, FieldSettings]]:
    """Every field with its place in the schema."""
    for field, its in schema.common.items():
        yield ("common", field), field, its
    for kind, fields in schema.types.items():
        for field, its in fields.items():
            yield ("types", kind, field), field, its
