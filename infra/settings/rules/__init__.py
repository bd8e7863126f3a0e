"""Rules over more than one key: the table of them, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infra.settings.document import NotParsedError
from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules import (
    account,
    campaigns,
    journey,
    names,
    network,
    planning,
    production,
    references,
    retention,
    scale,
    sites,
    stack_name,
    stores,
    usage,
)

Rule = Callable[[Draft], Iterator[Problem]]
"""Yields what is wrong. It may read any part of the draft: if that part is not valid, the rule ends there."""

RULES: tuple[Rule, ...] = (
    stack_name.file_name,
    stack_name.region_of_the_cloud,
    production.highly_available,
    production.permanent,
    production.data_residency,
    network.zones_of_the_region,
    network.zones_distinct,
    network.zones_enough,
    network.private_block,
    network.addresses_enough,
    account.account_id,
    account.machine_image,
    account.dns_zone,
    account.registry_region,
    account.registry_login,
    account.other_clouds_keys,
    account.needed_keys,
    account.cdn_addresses,
    account.alarm_emails_distinct,
    retention.known_to_the_cloud,
    retention.long_enough,
    planning.clock,
    planning.warmed_tables,
    scale.overrides_exist,
    scale.shop_limits,
    scale.limits,
    scale.one_in_every_zone,
    scale.measured_throughput,
    scale.readers,
    scale.shards,
    scale.replicas,
    references.services,
    references.journey,
    references.topics,
    references.sites,
    usage.stores,
    usage.queues,
    usage.topics,
    usage.third_parties,
    usage.sites,
    sites.hosts,
    sites.one_apex,
    sites.static_files,
    sites.sensitive_paths,
    sites.routes_per_site,
    sites.claimed_once,
    sites.reached,
    sites.paths_per_rule,
    stores.bucket_lifecycle,
    stores.queue_timing,
    names.rule_order,
    names.reserved,
    names.secrets,
    names.variables,
    names.listed_once,
    journey.requests,
    journey.answered,
    journey.landing,
    journey.work,
    journey.messages,
    journey.call_cycles,
    journey.runaway,
    campaigns.zones,
    campaigns.times,
    campaigns.one_kind,
    campaigns.inside,
    campaigns.shape_keys,
    campaigns.landings,
    campaigns.confidence_order,
)


def problems(draft: Draft) -> Iterator[Problem]:
    """What all rules find."""
    for rule in RULES:
        try:
            yield from rule(draft)
        except NotParsedError:
            continue
