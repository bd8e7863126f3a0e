"""The stacks that are brought to life, and what is changed in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change in a file of `stacks/` that `pulumi` does not write itself."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One value of the stack's own file, as `pulumi config set --path` writes it."""

    path: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """A disposable stack, so nothing in it is protected."""

    stack: str
    number: Setting
    """Updates one resource in place."""
    key: Edit
    """Replaces a table, since keys of items cannot change."""


_KEY = Edit(
    file="shop.yaml", before="partition_key: { name: request_id }", after="partition_key: { name: key_id }"
)

CASES = (
    Case(
        stack="dev-aws",
        number=Setting(path="floodgate:services.catalog.max_instances", value="4"),
        key=_KEY,
    ),
    Case(
        stack="dev-alicloud",
        number=Setting(path="floodgate:caches.shop.memory_gib", value="2"),
        key=_KEY,
    ),
)
