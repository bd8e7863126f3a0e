"""Facts of the account: in the cloud's own form, and only those that the cloud has."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules.cloud_facts import Form, facts

_PLACEHOLDERS = tuple(
    ipaddress.IPv4Network(block) for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
)
"""For documents (RFC 5737), routed nowhere. Allowed as addresses of the CDN, because who forgets to replace them
closes the shop instead of opening it."""


def account_id(draft: Draft) -> Iterator[Problem]:
    """The id has the cloud's form: it goes into every policy."""
    yield from _of_form(draft, "id", draft.config.account.id, facts(draft).account_id)


def machine_image(draft: Draft) -> Iterator[Problem]:
    """A name that always means the newest patched image, of the processor that the catalog of types has."""
    yield from _of_form(draft, "machine_image", draft.config.account.machine_image, facts(draft).machine_image)


def dns_zone(draft: Draft) -> Iterator[Problem]:
    """The zone is named as the cloud does it."""
    given, cloud = draft.config.account.zone_id, facts(draft)
    if given is None:
        return
    yield from _of_form(draft, "zone_id", given, cloud.dns_zone)
    domain = draft.config.stack.domain
    if cloud.dns_zone_is_domain and not f".{domain}".endswith(f".{given}"):
        yield draft.in_stack(
            ("account", "zone_id"),
            "does not hold the stack's domain",
            given=given,
            allowed=f"{domain} or a domain above it",
            fix="name the zone that the domain is in, or delete the key to create one",
        )


def _of_form(draft: Draft, key: str, given: str, form: Form) -> Iterator[Problem]:
    if not form.pattern.match(given):
        yield draft.in_stack(
            ("account", key),
            f"does not have the form that {facts(draft).title} gives it",
            given=given,
            allowed=form.words,
            fix=f"copy it from the console of {facts(draft).title}" if key != "machine_image" else None,
        )


def registry_region(draft: Draft) -> Iterator[Problem]:
    """Images come from the stack's own region: private endpoints reach no other, and its outage is not ours."""
    given, region = draft.config.account.registry, draft.config.region
    found = facts(draft).registry_region.match(given)
    if found and found[1] != region:
        yield draft.in_stack(
            ("account", "registry"),
            "is in another region than the stack",
            given=given,
            allowed=given.replace(found[1], region),
            fix=f"replicate the images to {region} and name the registry there",
        )


def registry_login(draft: Draft) -> Iterator[Problem]:
    """Without it instances start and cannot pull their image."""
    cloud, account = facts(draft), draft.config.account
    if cloud.registry_has_id and cloud.registry_region.match(account.registry) and account.registry_id is None:
        yield draft.in_stack(
            ("account", "registry_id"),
            f"is missing: instances cannot log in to {account.registry} without it",
            fix="add `registry_id:`, the id of the registry instance",
        )


def other_clouds_keys(draft: Draft) -> Iterator[Problem]:
    """A key that this cloud would ignore is a misunderstanding."""
    cloud = facts(draft)
    for key, why in cloud.foreign_keys.items():
        if getattr(draft.config.account, key) not in (None, []):
            yield draft.in_stack(("account", key), f"has no meaning on {cloud.title}: {why}", fix="delete the key")


def needed_keys(draft: Draft) -> Iterator[Problem]:
    """What only a person can get."""
    cloud = facts(draft)
    for key, why in cloud.needed_keys.items():
        if getattr(draft.config.account, key) in (None, []):
            yield draft.in_stack(
                ("account", key), f"is missing, and needed on {cloud.title}: {why}", fix=f"add `{key}:`"
            )


def cdn_addresses(draft: Draft) -> Iterator[Problem]:
    """Public blocks, none of them so wide that it lets everybody in."""
    blocks = draft.config.account.cdn_origin_cidrs
    for index, given in enumerate(blocks):
        wrong = "is named twice" if given in blocks[:index] else _not_public(given)
        if wrong:
            yield draft.in_stack(
                ("account", "cdn_origin_cidrs", index),
                wrong,
                given=given,
                allowed="public IPv4 blocks, /8 or smaller",
                fix="copy the blocks that the API DescribeDcdnIpInfo returns",
            )


def _not_public(given: str) -> str | None:
    try:
        block = ipaddress.IPv4Network(given)
    except ValueError:
        return "is not a block of IPv4 addresses"
    if block.prefixlen < 8:
        return "is so wide that not only the CDN has it"
    return None if block.is_global or any(block.subnet_of(each) for each in _PLACEHOLDERS) else "is not public"


def alarm_emails_distinct(draft: Draft) -> Iterator[Problem]:
    """The clouds refuse a second subscription of one address."""
    emails = draft.config.account.alarm_emails
    for index, email in enumerate(emails):
        if email.lower() in (earlier.lower() for earlier in emails[:index]):
            yield draft.in_stack(
                ("account", "alarm_emails", index), "is named twice", given=email, fix="delete one of the two"
            )


def auditors(draft: Draft) -> Iterator[Problem]:
    """People, each by the name that the cloud gives a user of this account: a role or an account could be
    anybody."""
    given, account = draft.config.account.auditors, draft.config.account.id
    form = facts(draft).user
    for index, name in enumerate(given):
        if not form.pattern.match(name):
            yield draft.in_stack(
                ("account", "auditors", index),
                f"is no user as {facts(draft).title} names one",
                given=name,
                allowed=form.words,
                fix="name the person; a role or an account could be anybody",
            )
        elif f"::{account}:" not in name:
            yield draft.in_stack(
                ("account", "auditors", index),
                "is a user of another account, whose owner could give the name to anybody",
                given=name,
                allowed=f"users of {account}",
                fix="give the person a user in this account",
            )
        elif name in given[:index]:
            yield draft.in_stack(
                ("account", "auditors", index), "is named twice", given=name, fix="delete one of the two"
            )
