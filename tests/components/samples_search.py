"""The sample of a search cluster; samples.py has the others."""

from collections.abc import Callable
from typing import Any

from components.label import DataClass
from components.search_cluster import SearchClient, SearchCluster, SearchClusterArgs
from tests.components.harness import unknown
from tests.components.targets import ZONES


def search_samples(cloud: str) -> dict[type[Any], tuple[str, Callable[[], Any]]]:
    """Component class -> (component name, maker of valid arguments)."""
    zones = ZONES[cloud]
    return {
        SearchCluster: (
            "products-search",
            lambda: SearchClusterArgs(
                data=DataClass.INTERNAL,
                vcpu=4,
                memory_gib=32,
                disk_gib=200,
                nodes=6,
                dedicated_managers=True,
                network_id=unknown(),
                zones=zones,
                subnet_ids=tuple(unknown() for _ in zones),
                client_cidrs=("10.40.0.0/20", "10.40.16.0/20", "10.40.32.0/20"),
                clients={
                    "catalog": SearchClient(
                        security_group_id=unknown(),
                        identity="catalog-role",
                        indexes=("products",),
                        updates=True,
                    ),
                    "support": SearchClient(
                        security_group_id=unknown(),
                        identity="support-role",
                        indexes=("answers",),
                        updates=False,
                    ),
                },
                owner="catalog",
                key_arn=unknown(),
                secret_key_arn=unknown(),
                log_retention_days=400,
                log_key_arn=unknown(),
                notify=unknown(),
            ),
        ),
    }
