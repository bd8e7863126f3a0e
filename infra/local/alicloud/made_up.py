"""Ids and outputs as Alibaba Cloud would have made them: templates filled with inputs and invented values.

In a template `{vswitchId}` is an input, `{vswitchId>vpcId}` one of the resource that it names, `{a|b}` the first
of them that is given, `{a|=x}` an x where none is. With a colon stands what is invented: `{random:18}`,
`{hex:32}`, `{digits:8}` of a length, `{number:8}` of as many digits and no text, `{regional:21}` with the letters
of the region first, `{uuid:}` and `{address:}`. The same seed gives the same values.
"""

from __future__ import annotations

import random
import re
import string
import uuid
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, IPv4Network
from typing import Any

FIELD = re.compile(r"\{([^{}]+)\}")
_LETTERS = string.ascii_lowercase + string.digits
_REGIONS = {
    "ap-northeast-1": "6we",
    "ap-southeast-1": "t4n",
    "cn-beijing": "2ze",
    "cn-hangzhou": "bp1",
    "cn-hongkong": "j6c",
    "cn-qingdao": "m5e",
    "cn-shanghai": "uf6",
    "cn-shenzhen": "wz9",
    "cn-zhangjiakou": "8vb",
    "eu-central-1": "gw8",
    "us-west-1": "rj9",
}
"""How ids of VPC, ECS and their like begin. Source: the examples in the API references of ECS and VPC, 2026-08."""
_NOBODYS = IPv4Network("198.18.0.0/15")
"""Addresses that never reach anybody (RFC 2544)."""


class MakeUp:
    """Makes up the values of one resource."""

    def __init__(self, seed: str, region: str, known: Callable[[str], Any]) -> None:
        """`known` gives what a field names, None for what is not given."""
        self._seed = seed
        self._region = region
        self._known = known

    def fill(self, template: Any, label: str) -> Any:
        """The template, a text or a tree of texts, with its fields filled in; a text that is one field becomes its
        value, of whatever type. `label` makes invented values differ between templates."""
        if isinstance(template, dict):
            return {key: self.fill(item, f"{label}.{key}") for key, item in template.items()}
        if isinstance(template, list):
            return [self.fill(item, f"{label}[{index}]") for index, item in enumerate(template)]
        if not isinstance(template, str):
            return template
        whole = FIELD.fullmatch(template)
        if whole:
            return self._field(whole[1], label)
        return FIELD.sub(lambda found: as_text(self._field(found[1], label)), template)

    def _field(self, field: str, label: str) -> Any:
        kind, colon, size = field.partition(":")
        if colon:
            return INVENTIONS[kind](random.Random(f"{self._seed}/{label}"), int(size or 0), self._region)
        for name in field.split("|"):
            found = name[1:] if name.startswith("=") else self._known(name)
            if found is not None:
                return found
        return None


def names_in(template: Any) -> list[str]:
    """What a template takes from outside, in order."""
    if isinstance(template, dict):
        return [name for item in template.values() for name in names_in(item)]
    if isinstance(template, list):
        return [name for item in template for name in names_in(item)]
    fields = FIELD.findall(template) if isinstance(template, str) else []
    names = (name for field in fields if ":" not in field for name in field.split("|"))
    return [name for name in names if not name.startswith("=")]


def _regional(source: random.Random, length: int, region: str) -> str:
    begin = _REGIONS.get(region) or "".join(random.Random(region).choices(_LETTERS, k=3))
    return begin + "".join(source.choices(_LETTERS, k=length - len(begin)))


def _digits(source: random.Random, length: int, region: str) -> str:
    return "".join([source.choice("123456789"), *source.choices(string.digits, k=length - 1)])


Invention = Callable[[random.Random, int, str], str | int]
INVENTIONS: Mapping[str, Invention] = {
    "random": lambda source, length, region: "".join(source.choices(_LETTERS, k=length)),
    "regional": _regional,
    "hex": lambda source, length, region: "".join(source.choices("0123456789abcdef", k=length)),
    "digits": _digits,
    "number": lambda source, length, region: int(_digits(source, length, region)),
    "uuid": lambda source, length, region: str(uuid.UUID(int=source.getrandbits(128), version=4)),
    "address": lambda source, length, region: str(
        IPv4Address(int(_NOBODYS[0]) + source.randrange(1, _NOBODYS.num_addresses - 1))
    ),
}


def as_text(value: Any) -> str:
    """As the provider prints it into an id: nothing for what is not given."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
