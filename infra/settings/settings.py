"""The settings of one stack as the program reads them: shop.yaml with the stack's differences applied, and
the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from components.label import Label
from infra.capacity.calendar import Calendar
from infra.capacity.journey import ShopLoad
from infra.settings.calendar import calendar
from infra.settings.calendar_model import CalendarFile
from infra.settings.shop import ServiceSettings, ShopSettings
from infra.settings.shop_load import shop_load
from infra.settings.shop_stores import CacheSettings, DatabaseSettings
from infra.settings.stack import (
    CacheOverride,
    DatabaseOverride,
    Lifetime,
    Profile,
    ServiceOverride,
    StackConfig,
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One stack, complete and valid."""

    name: str
    """Name of the stack, `<environment>-<cloud>`."""
    config: StackConfig
    shop: ShopSettings
    """With the profile and the overrides of this stack."""
    measured: ShopSettings
    """As shop.yaml says it: with the sizes at which `performance` was measured."""
    calendar: Calendar
    """What is planned, for all stacks; this one gets `config.traffic.share_ratio` of it."""

    @property
    def shop_load(self) -> ShopLoad:
        """How the shop turns visits into work."""
        return shop_load(self.shop)

    @property
    def highly_available(self) -> bool:
        """Survives the loss of a zone."""
        return self.config.stack.profile is Profile.HIGHLY_AVAILABLE

    @property
    def disposable(self) -> bool:
        """Destroy may delete everything."""
        return self.config.stack.lifetime is Lifetime.DISPOSABLE

    @property
    def recovery_window_days(self) -> int:
        """How long a deleted secret can be brought back; a disposable stack takes its names again at once."""
        return 0 if self.disposable else 30

    @property
    def label(self) -> Label:
        """Names and tags of everything in the stack."""
        stack = self.config.stack
        return Label(
            project=self.shop.name,
            environment=stack.environment.value,
            owner=stack.owner,
            cost_center=stack.cost_center,
            scope=f"{self.config.account.id}/{self.config.region}",
        )

    def hosts(self, site: str) -> tuple[str, ...]:
        """The host names of a site, its own first."""
        words, domain = self.shop.sites[site], self.config.stack.domain
        return (f"{words.host}.{domain}", *((domain,) if words.apex else ()))

    def image(self, service: ServiceSettings) -> str:
        """The container image of a service, pinned by digest."""
        return f"{self.repository(service)}@{service.image.digest}"

    def repository(self, service: ServiceSettings) -> str:
        """The repository that holds it."""
        return f"{self.config.account.registry}/{service.image.repository}"


def settings(name: str, config: StackConfig, shop: ShopSettings, planned: CalendarFile) -> Settings:
    """Apply the profile and then the overrides of the stack to the shop; all must be valid already."""
    cheap = config.stack.profile is Profile.CHEAP
    return Settings(
        name=name,
        config=config,
        measured=shop,
        calendar=calendar(planned),
        shop=shop.model_copy(
            update={
                "services": {
                    key: service_in_stack(service, config.services.get(key, ServiceOverride()))
                    for key, service in shop.services.items()
                },
                "databases": {
                    key: database_in_stack(database, config.databases.get(key, DatabaseOverride()), cheap)
                    for key, database in shop.databases.items()
                },
                "caches": {
                    key: cache_in_stack(cache, config.caches.get(key, CacheOverride()), cheap)
                    for key, cache in shop.caches.items()
                },
            }
        ),
    )


def service_in_stack(service: ServiceSettings, override: ServiceOverride) -> ServiceSettings:
    """A service with what its stack overrides."""
    given = override.model_dump(exclude_none=True)
    scale: dict[str, int] = {key: given[key] for key in ("min_instances", "max_instances") if key in given}
    instance: dict[str, int] = {key: given[key] for key in ("vcpu", "memory_gib") if key in given}
    return service.model_copy(
        update={
            "scale": service.scale.model_copy(update=scale),
            "instance": service.instance.model_copy(update=instance),
        }
    )


def database_in_stack(database: DatabaseSettings, override: DatabaseOverride, cheap: bool) -> DatabaseSettings:
    """A database with what the profile and then the stack override."""
    profile = {"readers": 0, "max_readers": 0, "pooled": False} if cheap else {}
    return database.model_copy(update={**profile, **override.model_dump(exclude_none=True)})


def cache_in_stack(cache: CacheSettings, override: CacheOverride, cheap: bool) -> CacheSettings:
    """A cache with what the profile and then the stack override."""
    profile = {"shards": 1, "max_shards": 1, "replicas": 0} if cheap else {}
    return cache.model_copy(update={**profile, **override.model_dump(exclude_none=True)})
