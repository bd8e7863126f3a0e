"""Names and numbers that must be unique because resources are called after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem

_RESERVED = {
    ("services", "network"): "the log stream of the network",
    ("services", "sms"): "the log stream of text messages",
    ("sites", "internal"): "the routes of calls between services",
}
"""Names that the program gives to something of its own (infra/shop/)."""

_TAKEN_VARIABLE = re.compile(
    r"(environment|region|aws-region|tls-(cert|key)-file|(database|cache|table|bucket|queue|topic|mail|sms|search|stream|model|fallback)-.*|.*-url)\Z"
)
"""Secrets whose variable the program or the boot script has already (infra/shop/services.py, and user_data.py of
each cloud)."""

_ORIGIN_TOKEN = "origin-token"


def rule_order(draft: Draft) -> Iterator[Problem]:
    """A load balancer refuses two rules with one number."""
    owners: dict[int, str] = {}
    for name, service in draft.shop.services.items():
        owner = owners.setdefault(service.rule_order, name)
        if owner != name:
            taken = {other.rule_order for other in draft.shop.services.values()}
            free = next(number for number in range(service.rule_order, 10_000) if number not in taken)
            yield draft.in_shop(
                ("services", name, "rule_order"),
                f"is the number of `{owner}` too",
                given=str(service.rule_order),
                fix=f"give this service a number of its own, such as {free}",
            )


def reserved(draft: Draft) -> Iterator[Problem]:
    """Names that are taken."""
    for (section, name), owner in _RESERVED.items():
        if name in draft.shop_file.names(section):
            yield draft.in_shop((section, name), f"has the name of {owner}", fix="choose another name")


def secrets(draft: Draft) -> Iterator[Problem]:
    """Every secret of a service has a name of its own in the whole shop."""
    owners = {_ORIGIN_TOKEN: "the CDN"} | {
        f"{cache}-cache-pw": f"the cache `{cache}`" for cache in draft.shop_file.names("caches")
    }
    for name, service in draft.shop.services.items():
        for index, secret in enumerate(service.secrets):
            place = ("services", name, "secrets", index)
            if secret in owners:
                yield draft.in_shop(
                    place, f"is a secret of {owners[secret]} already", given=secret, fix="choose another name"
                )
            owners.setdefault(secret, f"`{name}`")


def variables(draft: Draft) -> Iterator[Problem]:
    """A container knows its stores and secrets by variables called after them (infra/shop/services.py)."""
    for name, service in draft.shop.services.items():
        for index, secret in enumerate(service.secrets):
            if _TAKEN_VARIABLE.match(secret):
                yield draft.in_shop(
                    ("services", name, "secrets", index),
                    "would be a variable of the container that means something else",
                    given=f"{secret}, in the container {secret.upper().replace('-', '_')}",
                    fix="choose another name, such as signing-key",
                )
    for table in draft.shop_file.names("tables"):
        if table.endswith("-endpoint"):
            yield draft.in_shop(
                ("tables", table),
                "ends like the variable with the endpoint of a table",
                given=f"{table}, in a container TABLE_{table.upper().replace('-', '_')}",
                fix="choose another name",
            )


def listed_once(draft: Draft) -> Iterator[Problem]:
    """A name stands in a list once."""
    for name, topic in draft.shop.topics.items():
        for index, queue in enumerate(topic.subscribers):
            if queue in topic.subscribers[:index]:
                place: Path = ("topics", name, "subscribers", index)
                yield draft.in_shop(place, "is named twice", given=queue, fix="delete one of the two")
    for name, service in draft.shop.services.items():
        for cluster, use in service.searches.items():
            for index, given in enumerate(use.indexes):
                if given in use.indexes[:index]:
                    place = ("services", name, "searches", cluster, "indexes", index)
                    yield draft.in_shop(place, "is named twice", given=given, fix="delete one of the two")
