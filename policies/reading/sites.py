"""Domains of Alibaba Cloud's CDN, and the functions that are configured for them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.view import View

DCDN = "alicloud:dcdn/domain:Domain"
OLD_CDN = "alicloud:cdn/domainNew:DomainNew"
DCDN_CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
_CONFIGS = {DCDN: DCDN_CONFIG, OLD_CDN: "alicloud:cdn/domainConfig:DomainConfig"}


@dataclass(frozen=True)
class Function:
    """One function of a domain."""

    config: View

    def arg(self, name: str, default: Any = None) -> Any:
        """The value of an argument; the others are not read, so a secret one or an unknown one does no harm."""
        for pair in self.config.each("functionArgs"):
            if pair.get("argName") == name:
                return pair.get("argValue")
        return default


def about(domain: View, type_: str) -> list[View]:
    """The resources of a type that name the domain in their `domainName`.

    Raises:
        UnknownValue: nothing depends on it, and its name, by which something may, is not known.
    """
    found = domain.referring(type_, "domainName")
    if not found:
        domain.get("domainName")
    return found


def functions(domain: View, name: str) -> Iterator[Function]:
    """Every function of that name (an API string such as `HSTS`) that a domain has; some may be there often."""
    for config in about(domain, _CONFIGS[domain.type]):
        if config.get("functionName") == name:
            yield Function(config)


def switched_on(domain: View, name: str, switch: str = "enable") -> bool:
    """Whether a domain has the function with its switch on."""
    return any(function.arg(switch) == "on" for function in functions(domain, name))


def added_headers(domain: View) -> frozenset[str]:
    """Names, in lower case, of the headers that a domain adds to its answers."""
    return frozenset(
        str(function.arg("key")).lower()
        for function in functions(domain, "set_resp_header")
        if not str(function.arg("header_operation_type", "add")).startswith("del")
    )
