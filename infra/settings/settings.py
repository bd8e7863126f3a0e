"""The settings of one stack as the program reads them: shop.yaml with the stack's differences applied, and
the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from components.label import Label
from infra.capacity.calendar import Calendar
from infra.capacity.journey import ShopLoad
from infra.settings.calendar import calendar
from infra.settings.calendar_model import CalendarFile
from infra.settings.model import Model
from infra.settings.shop import ServiceSettings, ShopSettings
from infra.settings.shop_jobs import JobSettings
from infra.settings.shop_load import shop_load
from infra.settings.shop_sites import SiteOverride, SiteSettings
from infra.settings.shop_stores import CacheSettings, DatabaseSettings
from infra.settings.stack import (
    CacheOverride,
    DatabaseOverride,
    Environment,
    Lifetime,
    Profile,
    ServiceOverride,
    StackConfig,
)

ThingT = TypeVar("ThingT", bound=Model)
OverrideT = TypeVar("OverrideT", bound=Model)


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
        """How the shop turns visits into work, with instances of the sizes of this stack."""
        return shop_load(self.shop, self.measured)

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

    @property
    def shed_services(self) -> frozenset[str]:
        """Services of the classes that are refused now."""
        shed, classes = self.config.shed, self.shop.priorities
        if shed is None:
            return frozenset()
        names = [each.name for each in classes]
        refused = {*shed.classes, *(names[names.index(shed.below) + 1 :] if shed.below else ())}
        return frozenset(service for each in classes if each.name in refused for service in each.services)

    def hosts(self, site: str) -> tuple[str, ...]:
        """The host names of a site, its own first."""
        words, domain = self.shop.sites[site], self.config.stack.domain
        return (f"{words.host}.{domain}", *((domain,) if words.apex else ()))

    def image(self, runs: ServiceSettings | JobSettings) -> str:
        """The container image of a service or a job, pinned by digest."""
        return f"{self.repository(runs)}@{runs.image.digest}"

    def repository(self, runs: ServiceSettings | JobSettings) -> str:
        """The repository that holds it."""
        return f"{self.config.account.registry}/{runs.image.repository}"

    @property
    def jobs(self) -> dict[str, JobSettings]:
        """The jobs that this stack has."""
        return {name: job for name, job in self.shop.jobs.items() if job.enabled}

    def locked_days(self, bucket: str) -> int | None:
        """How long nobody can change an object of this bucket. Only in production: a lock cannot be taken back,
        and whatever is tried out elsewhere would have to be kept and paid for."""
        production = self.config.stack.environment is Environment.PROD
        return self.shop.buckets[bucket].locked_days if production and not self.disposable else None


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
                "streams": _overridden(shop.streams, config.streams),
                "searches": _overridden(shop.searches, config.searches),
                "models": _overridden(shop.models, config.models),
                "mails": _overridden(shop.mails, config.mails),
                "jobs": _overridden(shop.jobs, config.jobs),
                "sites": {
                    key: site_in_stack(site, config.sites.get(key, SiteOverride()))
                    for key, site in shop.sites.items()
                },
                "experiments": _overridden(shop.experiments, config.experiments),
                "broadcasts": _overridden(shop.broadcasts, config.broadcasts),
            }
        ),
    )


def _overridden(things: Mapping[str, ThingT], overrides: Mapping[str, OverrideT]) -> dict[str, ThingT]:
    """Things of shop.yaml with what the stack overrides; the keys of both have the same names."""
    return {
        key: thing.model_copy(update=overrides[key].model_dump(exclude_none=True)) if key in overrides else thing
        for key, thing in things.items()
    }


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


def site_in_stack(site: SiteSettings, override: SiteOverride) -> SiteSettings:
    """A site with what its stack overrides: people who queue before it, or do not."""
    if site.waiting_room is None:
        return site
    given = override.model_dump(exclude_none=True)
    enabled = {"enabled": given.pop("waiting_room")} if "waiting_room" in given else {}
    return site.model_copy(update={"waiting_room": site.waiting_room.model_copy(update={**given, **enabled})})
