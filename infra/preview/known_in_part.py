"""JSON documents and boot scripts that are known but for some values: a preview keeps what is known of them.

Pulumi takes a text as unknown as a whole as soon as one value in it is: a policy that names one ARN hides all of
its actions. The plan says the same. What was known is kept beside it, for rules that need no more than that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pulumi import output

from infra.preview.plan import HIDDEN

_MARK = "[known in part] "
"""Before such a document on its way to the monitor, and inside of whatever it becomes a part of. Plain letters, so
that it stays readable where a document holds another one."""


def json_dumps(obj: Any, **options: Any) -> output.Output[str]:
    """As `pulumi.Output.json_dumps`; what is known in part comes out marked instead of unknown."""
    return _made(obj, lambda value: json.dumps(value, **options))


def of_values(values: Mapping[str, Any], text: Callable[[dict[str, Any]], str]) -> output.Output[str]:
    """As that of components/boot_script.py; what is known in part comes out marked instead of unknown."""
    return _made(dict(values), text)


def _made(given: Any, text: Callable[[Any], str]) -> output.Output[str]:
    whole = output.Output.from_input(given)

    async def run() -> Any:
        data = await whole._data
        value, hidden = _readable(data.value)
        known = data.is_known or (hidden and not data.is_secret)
        made = text(value) if known else None
        if known and hidden:
            made = f"{_MARK}{made}"
        return output._OutputData(resources=data.resources, value=made, is_known=known, is_secret=data.is_secret)

    return output.Output._from_data(run())


def what_is_known(text: str) -> str | None:
    """The text without its mark; `None` where it is another one."""
    return text.removeprefix(_MARK) if text.startswith(_MARK) else None


def is_marked(text: str) -> bool:
    """Whether the text is such a document, or was made from one."""
    return _MARK in text


def _readable(value: Any) -> tuple[Any, bool]:
    """The value with `HIDDEN` in the place of what is unknown, and whether anything is."""
    if isinstance(value, output.Unknown) or (isinstance(value, str) and _MARK in value):
        return HIDDEN, True
    if isinstance(value, dict):
        pairs = {key: _readable(item) for key, item in value.items()}
        return {key: item for key, (item, _) in pairs.items()}, any(hidden for _, hidden in pairs.values())
    if isinstance(value, list | tuple):
        items = [_readable(item) for item in value]
        return [item for item, _ in items], any(hidden for _, hidden in items)
    return value, False
