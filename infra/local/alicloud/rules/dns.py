"""Records, public and private."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address

from infra.local.alicloud.case import Case
from infra.local.alicloud.table import forms
from infra.local.contract import Finding


def value(case: Case) -> Iterator[Finding]:
    """A record holds what its type says."""
    type_, given = case.value("type"), case.value("value")
    check, words = _VALUES.get(str(type_), (bool, "something"))
    if not check(str(given)):
        yield case.refuse("value", f"must be {words} in a record of type {type_}", given)


def alone_with_its_name(case: Case) -> Iterator[Finding]:
    """A name that is an alias of another has no other record."""
    place = ("domainName", "rr")
    for other in case.others():
        if all(other.get(name) == case.value(name) for name in place):
            types = {str(case.value("type")), str(other.get("type"))}
            if "CNAME" in types and len(types) > 1:
                what = f"has the record {other.name} of type {other.get('type')}: a CNAME is alone with its name"
                yield case.refuse("rr", what, case.value("rr"))


def _is(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return check


def is_name(text: str) -> bool:
    """A name, and no address."""
    return not _is(IPv4Address)(text) and forms()["domain"].matches(text.rstrip(".").replace("_", "a").lower())


def is_address(text: str) -> bool:
    """An address of either version."""
    return _is(IPv4Address)(text) or _is(IPv6Address)(text)


_VALUES: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "A": (_is(IPv4Address), "an IPv4 address"),
    "AAAA": (_is(IPv6Address), "an IPv6 address"),
    "CNAME": (is_name, "a name"),
    "MX": (is_name, "a name"),
    "NS": (is_name, "a name"),
}
