"""Statements of JSON policy documents, in one shape for both clouds.

AWS writes `"Principal": "*"`, `{"AWS": "*"}` or `{"Service": [...]}`; RAM writes `{"RAM": [...]}`, OSS a list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from policies.resource import HIDDEN
from policies.view import UnknownValue, View


class Principal(NamedTuple):
    """Who a statement is about."""

    kind: str
    """`AWS`, `RAM`, `Service`, `Federated`, `CanonicalUser`; empty where the document names no kind."""
    value: str
    """ARN, account id, service or `*`."""


class Condition(NamedTuple):
    """One key of a condition block; all of a statement's conditions must hold."""

    operator: str
    """As written: `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists`."""
    key: str
    """As written; clouds compare it without regard to case."""
    values: tuple[str, ...]
    """One of them must match; booleans as `true` and `false`."""

    @property
    def compares(self) -> str:
        """What is compared and how, in lower case and without set prefix: `stringequals`, `arnlike`, `bool`."""
        return self.operator.rpartition(":")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is not written is an empty tuple."""

    sid: str
    effect: str
    actions: tuple[str, ...]
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[Principal, ...]
    not_principals: tuple[Principal, ...]
    conditions: tuple[Condition, ...]

    @property
    def allows(self) -> bool:
        """The effect is Allow; the other is Deny."""
        return self.effect == "Allow"

    @property
    def for_anyone(self) -> bool:
        """It names every principal, or all but some."""
        return bool(self.not_principals) or any(p.value == "*" for p in self.principals)

    @property
    def public(self) -> bool:
        """It allows something to anyone, and no condition limits who that is."""
        return self.allows and self.for_anyone and not any(map(limits_callers, self.conditions))

    def on(self, key: str) -> tuple[Condition, ...]:
        """The conditions about a key, whatever their operator."""
        return tuple(condition for condition in self.conditions if condition.key.lower() == key.lower())

    def covers(self, action: str) -> bool:
        """Whether it is about an action; `*` and `?` match as in the clouds, without regard to case."""
        if self.actions:
            return any(matches(pattern, action) for pattern in self.actions)
        return bool(self.not_actions) and not any(matches(pattern, action) for pattern in self.not_actions)


def statements(view: View, path: str = "policy") -> tuple[Statement, ...]:
    """The statements of the document at `path`; none where it is not set.

    A resource, a principal of some kind or the value of a condition may be `HIDDEN`: then it is one that the
    program makes, and neither everybody nor everything.

    Raises:
        NotEvaluated: the document, or something else in it, is not known, or it is not JSON.
    """
    document = view.document(path, in_part=True)
    key = ("statements", view.resource.urn, view.path, path)
    found = view.stack.once(key, lambda: _statements(document))
    if found is None:
        raise UnknownValue(path)
    return found


def _statements(document: Any) -> tuple[Statement, ...] | None:
    """`None` where something that decides is not known."""
    items = _list(_plain(document).get("statement") if isinstance(document, Mapping) else None)
    if HIDDEN in items or any(_hides(item) for item in items if isinstance(item, Mapping)):
        return None
    return tuple(_statement(item) for item in items if isinstance(item, Mapping))


def _hides(item: Mapping[str, Any]) -> bool:
    """Whether something is not known that decides more than who or what is meant."""
    found = _plain(item)
    conditions = found.get("condition")
    return (
        any(HIDDEN in _list(found.get(key)) for key in _DECIDING)
        or (isinstance(conditions, Mapping) and HIDDEN in conditions.values())
        or any(p.value == HIDDEN and p.kind not in _OWNED for p in _principals(found.get("principal")))
    )


_OWNED = ("AWS", "RAM")
"""Kinds of principals that a program makes: roles and users. What another kind names decides who gets in."""
_DECIDING = ("effect", "action", "notaction", "notresource", "principal", "notprincipal", "condition")


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern with `*` and `?` covers a text, without regard to case."""
    return _expression(pattern.lower()).fullmatch(text.lower()) is not None


@functools.lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    """Documents repeat the same few patterns, and several rules ask about each."""
    parts = (".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in pattern)
    return re.compile("".join(parts), re.DOTALL)


def limits_callers(condition: Condition) -> bool:
    """Whether a condition admits some accounts, organisations, networks or sources only.

    `...IfExists` admits requests without the key, `Not` operators all but some, and `*` everybody.
    """
    values = condition.values
    return (
        condition.key.lower() in _CALLER_KEYS
        and condition.compares in _LIMITING
        and not condition.operator.lower().startswith("forallvalues:")
        and bool(values)
        and not any(_says_nothing(value) for value in values)
    )


def _says_nothing(value: str) -> bool:
    """Only wild cards, or an ARN with wild cards for the account, or with neither an account nor a resource."""
    parts = value.split(":", 5 if value.startswith("arn:") else 4)
    if parts[0] not in _ACCOUNT_AT:
        return _wild(value)
    place = _ACCOUNT_AT[parts[0]]
    if len(parts) <= place + 1:
        return "*" in value
    account, resource = parts[place], parts[place + 1]
    return _wild(account) or (not account and _wild(resource))


def _wild(text: str) -> bool:
    return bool(text) and set(text) <= set("*?/")


_ACCOUNT_AT = {"arn": 4, "acs": 3}
"""First part of an ARN -> which part names the account; the resource comes after it."""
_LIMITING = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"},
)
_CALLER_KEYS = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourcevpcarn",
        "aws:userid",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "acs:accountid",
        "acs:principalarn",
        "acs:principalrdid",
        "acs:principalrdpath",
        "acs:sourceaccount",
        "acs:sourcearn",
        "acs:sourcevpc",
        "acs:sourcevpcid",
    }
)
"""Condition keys that say who calls or on whose behalf, in lower case. Not among them: addresses, which move, and
`kms:ViaService`, which every account's services have."""


def _statement(item: Mapping[str, Any]) -> Statement:
    found = _plain(item)
    return Statement(
        sid=str(found.get("sid", "")),
        effect=str(found.get("effect", "")).capitalize(),
        actions=_texts(found.get("action")),
        not_actions=_texts(found.get("notaction")),
        resources=_texts(found.get("resource")),
        not_resources=_texts(found.get("notresource")),
        principals=_principals(found.get("principal")),
        not_principals=_principals(found.get("notprincipal")),
        conditions=tuple(_conditions(found.get("condition"))),
    )


def _principals(value: Any) -> tuple[Principal, ...]:
    if isinstance(value, Mapping):
        return tuple(Principal(kind, text) for kind, texts in value.items() for text in _texts(texts))
    return tuple(Principal("", text) for text in _texts(value))


def _conditions(block: Any) -> Iterable[Condition]:
    if isinstance(block, Mapping):
        for operator, keys in block.items():
            for key, values in keys.items() if isinstance(keys, Mapping) else ():
                yield Condition(operator, key, _texts(values))


def _plain(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Element names in lower case: neither cloud insists on the case."""
    return {key.lower(): value for key, value in item.items()}


def _list(value: Any) -> Collection[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in _list(value))
