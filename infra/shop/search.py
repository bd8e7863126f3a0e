"""Search: the clusters that services ask and fill, and what each of them may do with which indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from components.cloud import Cloud
from components.identity import Access, Grant
from components.search_cluster import SearchClient, SearchCluster, SearchClusterArgs, SearchClusterOutputs
from components.subnets import plan as cut
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.settings.shop_intelligence import SearchUse
from infra.shop.infrastructure import Infrastructure
from infra.shop.wiring import Attachment, identity_name, variable


@dataclass(frozen=True, kw_only=True)
class Search:
    """The search clusters by their name in shop.yaml."""

    clusters: Mapping[str, SearchClusterOutputs]
    base: Infrastructure

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """Where a service asks, as whom, and exactly the indexes that shop.yaml names."""
        for name, use in service.searches.items():
            yield self._attachment(name, use)

    def _attachment(self, name: str, use: SearchUse) -> Attachment:
        made = self.clusters[name]
        told: dict[str, pulumi.Input[str]] = {
            variable("search", name, "endpoint"): made.endpoint,
            variable("search", name, "indexes"): ",".join(use.indexes),
        }
        grants: list[Grant] = []
        secrets: dict[str, pulumi.Input[str]] = {}
        if made.indexes_arn is not None:
            grants += _index_grants(made.indexes_arn, use)
        if made.owner_role_arn is not None and made.members is not None and use.owner:
            told[variable("search", name, "owner-role")] = made.owner_role_arn
            told[variable("search", name, "members")] = made.members
            grants.append(Grant(access=Access.SEARCH_OWN, arn=made.owner_role_arn))
        if made.secret_arn is not None:
            secrets[variable("search", name, "credentials")] = made.secret_arn
            grants.append(Grant(access=Access.SECRET_READ, arn=made.secret_arn))
            grants.append(Grant(access=Access.KEY_USE, arn=self.base.keys.secrets))
        return Attachment(environment=told, secrets=secrets, grants=tuple(grants))


def _index_grants(indexes_arn: pulumi.Output[str], use: SearchUse) -> Iterator[Grant]:
    for index in use.indexes:
        arn = pulumi.Output.concat(indexes_arn, "/", index)
        if use.queries.total:
            yield Grant(access=Access.SEARCH_QUERY, arn=arn)
        if use.updates.total:
            yield Grant(access=Access.SEARCH_UPDATE, arn=arn)


def search(cloud: Cloud, settings: Settings, base: Infrastructure, opts: pulumi.ResourceOptions) -> Search:
    """All search clusters of the shop."""
    return Search(
        clusters={name: _cluster(name, cloud, settings, base, opts) for name in settings.shop.searches}, base=base
    )


def _cluster(
    name: str, cloud: Cloud, settings: Settings, base: Infrastructure, opts: pulumi.ResourceOptions
) -> SearchClusterOutputs:
    words, config = settings.shop.searches[name], settings.config
    users = {
        service: its.searches[name] for service, its in settings.shop.services.items() if name in its.searches
    }
    zones = tuple(config.network.zones)
    args = SearchClusterArgs(
        data=words.data,
        vcpu=words.vcpu,
        memory_gib=words.memory_gib,
        disk_gib=words.disk_gib,
        nodes=words.nodes,
        dedicated_managers=words.dedicated_managers,
        network_id=base.network.network_id,
        zones=zones,
        subnet_ids=base.network.isolated_subnet_ids,
        client_cidrs=cut(config.network.cidr, len(zones)).private,
        clients={
            service: SearchClient(
                security_group_id=base.security_groups[service],
                identity=identity_name(service),
                indexes=tuple(use.indexes),
                updates=bool(use.updates.total),
            )
            for service, use in users.items()
        },
        owner=next(service for service, use in users.items() if use.owner),
        key_arn=base.keys.data,
        secret_key_arn=base.keys.secrets,
        log_retention_days=config.retention.security_logs_days,
        log_key_arn=base.keys.logs,
        notify=base.alerts,
        account_role=bool(config.account.search_role) and name == next(iter(settings.shop.searches)),
        deletion_protected=not settings.disposable,
    )
    return SearchCluster(f"{name}-search", args, cloud.search_cluster, opts).outputs
