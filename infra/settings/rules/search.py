"""Search clusters: one service answers for each, and the loss of a zone leaves it running."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem, listed

_ZONES = 3
"""Of a cluster with managers: two of three outvote the lost one, and no cloud spreads a cluster over more."""


def owners(draft: Draft) -> Iterator[Problem]:
    """Exactly one of those who use a cluster makes its indexes."""
    draft.shop_file.require_all("services")
    for cluster in draft.shop.searches:
        users = [name for name, service in draft.shop.services.items() if cluster in service.searches]
        found = [name for name in users if draft.shop.services[name].searches[cluster].owner]
        if users and not found:
            yield draft.in_shop(
                ("searches", cluster),
                "has no owner: nobody makes its indexes and lets the services in",
                fix=f"write `owner: true` under `searches.{cluster}` of {listed(users)}",
            )
        for name in found[1:]:
            yield draft.in_shop(
                ("services", name, "searches", cluster, "owner"),
                f"is true of `{found[0]}` too, and a cluster has one owner",
                fix="delete it here or there",
            )


def managers(draft: Draft) -> Iterator[Problem]:
    """Highly available needs dedicated managers, and those need three zones."""
    zones = len(draft.config.network.zones)
    for name, cluster in draft.searches():
        if draft.highly_available and not cluster.dedicated_managers:
            yield draft.in_effect(
                "searches",
                name,
                "dedicated_managers",
                "leaves the profile highly-available with a cluster in one zone",
                given="false",
                allowed="true",
                fix="write `dedicated_managers: true`",
            )
        if cluster.dedicated_managers and zones < _ZONES:
            yield draft.in_effect(
                "searches",
                name,
                "dedicated_managers",
                f"needs {_ZONES} zones: with fewer, the loss of one can leave no majority",
                given=f"true with {zones} zones",
                allowed=f"false, or {_ZONES} zones",
                fix="write `dedicated_managers: false` in this stack, or add a zone under `floodgate:network`",
            )


def nodes(draft: Draft) -> Iterator[Problem]:
    """With managers the data nodes are spread evenly over the zones."""
    for name, cluster in draft.searches():
        if cluster.dedicated_managers and cluster.nodes % _ZONES:
            more = cluster.nodes + _ZONES - cluster.nodes % _ZONES
            yield draft.in_effect(
                "searches",
                name,
                "nodes",
                f"cannot be spread evenly over {_ZONES} zones",
                given=str(cluster.nodes),
                allowed=f"a multiple of {_ZONES}",
                fix=f"write `nodes: {more}`",
            )
