"""Rules about one value: enums, ranges, lengths, patterns, formats. Each says what is wrong, or None."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from typing import Any

_IGNORE_CASE = {
    ("aws:ec2/networkAcl:NetworkAcl", "ingress[].action"),
    ("aws:ec2/networkAcl:NetworkAcl", "egress[].action"),
    ("aws:lb/targetGroup:TargetGroup", "healthCheck.protocol"),
    ("aws:alb/targetGroup:TargetGroup", "healthCheck.protocol"),
}
_ALTERNATIVE = re.compile(r"&(?=(?:enum|min|max|minLength|maxLength|multipleOf|regex|notRegex|format|validator)=)")
_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"


def options(value: str) -> tuple[str, ...]:
    """The members of an enum."""
    # the one set whose members hold the separator themselves
    return ("&&", "||") if value == "&&|||" else tuple(value.split("|"))


def ignores_case(token: str, path: str) -> bool:
    """True for the few enums that the provider compares without case."""
    return (token, path) in _IGNORE_CASE


def violation(kind: str, expected: str, value: Any, *, ignore_case: bool = False) -> str | None:
    """What is wrong with `value` under one rule, or None if nothing is, or if the rule cannot be evaluated."""
    if kind == "enum":
        return _enum(expected, value, ignore_case)
    if kind == "anyOf":
        return _any_of(expected, value)
    check = _CHECKS.get(kind)
    return check(expected, value) if check else None


def _enum(expected: str, value: Any, ignore_case: bool) -> str | None:
    allowed = options(expected)
    text = _text(value)
    found = text.lower() in {option.lower() for option in allowed} if ignore_case else text in allowed
    return None if found else f"must be one of {', '.join(option or repr('') for option in allowed)}"


def _any_of(expected: str, value: Any) -> str | None:
    """The alternatives are joined by ` || `; an alternative with a check that has no data may always hold."""
    for alternative in expected.split(" || "):
        rules = [rule.partition("=") for rule in _ALTERNATIVE.split(alternative.strip())]
        if all(violation(kind, text, value) is None for kind, _, text in rules):
            return None
    return f"must satisfy one of: {expected}"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _minimum(expected: str, value: Any) -> str | None:
    number = _number(value)
    return f"must be at least {expected}" if number is not None and number < float(expected) else None


def _maximum(expected: str, value: Any) -> str | None:
    number = _number(value)
    return f"must be at most {expected}" if number is not None and number > float(expected) else None


def _multiple(expected: str, value: Any) -> str | None:
    number = _number(value)
    return f"must be a multiple of {expected}" if number is not None and number % float(expected) else None


def _min_length(expected: str, value: Any) -> str | None:
    short = isinstance(value, str) and len(value.encode()) < int(expected)
    return f"must have at least {expected} characters" if short else None


def _max_length(expected: str, value: Any) -> str | None:
    long = isinstance(value, str) and len(value.encode()) > int(expected)
    return f"must have at most {expected} characters, has {len(value.encode())}" if long else None


def _min_items(expected: str, value: Any) -> str | None:
    few = isinstance(value, list) and len(value) < int(expected)
    return f"must have at least {expected} elements, has {len(value)}" if few else None


def _max_items(expected: str, value: Any) -> str | None:
    many = isinstance(value, list) and len(value) > int(expected)
    return f"must have at most {expected} elements, has {len(value)}" if many else None


def _matches(expected: str, value: Any) -> bool | None:
    if not isinstance(value, str) or r"\p{" in expected:
        return None  # Python's `re` has no Unicode classes; tests/facts counts these
    return re.search(expected, value, re.ASCII) is not None


def _regex(expected: str, value: Any) -> str | None:
    return f"must match {expected}" if _matches(expected, value) is False else None


def _not_regex(expected: str, value: Any) -> str | None:
    return f"must not match {expected}" if _matches(expected, value) else None


def _format(expected: str, value: Any) -> str | None:
    return None if not isinstance(value, str) or _FORMATS[expected](value) else f"must be a valid {expected}"


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            parse(value)
        except (ValueError, re.error):
            return False
        return True

    return check


def _block(class_: Callable[[str], object]) -> Callable[[str], bool]:
    """Python takes an address for a block of one; the provider wants its length said."""
    parses = _parses(class_)
    return lambda value: "/" in value and parses(value)


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


# arn: empty is allowed, as in the provider; accounts are 12 digits or a service's own word
_ARN = (
    r"|arn:aws(-[a-z]+)*:[a-zA-Z0-9][a-zA-Z0-9_-]*:([a-z]{2}(-[a-z]+)+-\d{1,2})?"
    r":(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})?:.+"
)
_FORMATS: dict[str, Callable[[str], bool]] = {
    "arn": _like(_ARN),
    "json": _parses(json.loads),
    "ip": _parses(ipaddress.ip_address),
    "ipv4": _parses(ipaddress.IPv4Address),
    "cidr": _block(ipaddress.ip_network),
    "cidr4": _block(ipaddress.IPv4Network),
    "rfc3339": _like(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})"),
    "kmsKeyId": _like(
        rf"({_ARN})|(alias/[a-zA-Z0-9/_-]+)|(mrk-[a-z0-9]+)|[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
    ),
    "https-url": _like(r"https://[^/\s]+.*"),
    "regexp": _parses(re.compile),
    "hh24:mi-hh24:mi": _like(rf"{_TIME}-{_TIME}"),
    "ddd:hh24:mi-ddd:hh24:mi": _like(rf"(?i){_DAY}:{_TIME}-{_DAY}:{_TIME}"),
}
_VALIDATORS: dict[str, Callable[[str], bool]] = {
    "StringIsEmpty": lambda value: not value,
    "StringIsNotWhiteSpace": lambda value: bool(value.strip()),
    "ValidateTypeStringNullableBool": lambda value: value in ("", "0", "1", "true", "false"),
    "IsIPv6Address": _parses(ipaddress.IPv6Address),
    "ValidIPv6CIDRNetworkAddress": _parses(ipaddress.IPv6Network),
}
"""Named checks of the AWS provider that say everything by their name."""


def _validator(expected: str, value: Any) -> str | None:
    check = _VALIDATORS.get(expected)
    return f"fails the provider's check {expected}" if check and not check(_text(value)) else None


_CHECKS: dict[str, Callable[[str, Any], str | None]] = {
    "min": _minimum,
    "max": _maximum,
    "multipleOf": _multiple,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minItems": _min_items,
    "maxItems": _max_items,
    "regex": _regex,
    "notRegex": _not_regex,
    "format": _format,
    "validator": _validator,
}
