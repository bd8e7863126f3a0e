"""What the stack of an example says about itself besides its resources: the verdict may hang on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import datetime
from typing import Any

from policies.facts import Limits, Needs, Sale

_TIME = "%Y-%m-%d %H:%M"


def stated(facts: Mapping[str, Any]) -> Iterator[str]:
    """One line for each fact in which an example differs from an ordinary stack."""
    for key, value in facts.items():
        if key == "sales":
            for sale in value:
                yield from _sale(sale)
        elif isinstance(value, Limits):
            yield from _given(value)
        else:
            yield f"{key}: {_shown(value)}"


def _sale(sale: Sale) -> Iterator[str]:
    state = "in preparation" if sale.prepared else "ahead"
    yield f"sale {sale.name}, {state}: {sale.start:{_TIME}} to {sale.end:{_TIME}} UTC"
    for floor in sale.floors or ():
        yield (
            f"  needs {floor.instances} {floor.service} from {floor.start:{_TIME}} to {floor.end:{_TIME}} UTC, "
            f"asked for {floor.lead_seconds} seconds before"
        )
    for line in _given(sale.needs) if sale.needs else ():
        yield f"  needs {line}"


def _given(value: Needs | Limits) -> Iterator[str]:
    """The fields that are not as they are by default."""
    for field in fields(value):
        given = getattr(value, field.name)
        if given != _default(field):
            yield f"{field.name}: {_shown(given)}"


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:{_TIME}} UTC"
    return value if isinstance(value, str) else json.dumps(value, default=sorted, ensure_ascii=False)
