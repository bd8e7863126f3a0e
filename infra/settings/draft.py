"""The files of one stack as far as they are valid: what the rules judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar, Unpack

from infra.settings.calendar_model import CalendarFile
from infra.settings.document import Checked, NotParsedError
from infra.settings.problem import Details, Path, Problem
from infra.settings.settings import cache_in_stack, database_in_stack, service_in_stack
from infra.settings.shop import ServiceSettings, ShopSettings
from infra.settings.shop_intelligence import SearchSettings
from infra.settings.shop_stores import CacheSettings, DatabaseSettings
from infra.settings.stack import (
    CacheOverride,
    CloudName,
    DatabaseOverride,
    Environment,
    Profile,
    SearchOverride,
    ServiceOverride,
    StackConfig,
)

OverrideT = TypeVar("OverrideT")

_SERVICE_GROUP = {
    "min_instances": "scale",
    "max_instances": "scale",
    "vcpu": "instance",
    "memory_gib": "instance",
}
"""Where shop.yaml keeps what a stack overrides for a service."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A stack whose files have been read. Reading what is not valid raises `NotParsedError`, which ends a rule."""

    name: str
    shop_file: Checked[ShopSettings]
    stack_file: Checked[StackConfig]
    calendar_file: Checked[CalendarFile]

    @property
    def shop(self) -> ShopSettings:
        """What is valid of shop.yaml."""
        return self.shop_file.sections

    @property
    def calendar(self) -> CalendarFile:
        """What is valid of campaigns.yaml."""
        return self.calendar_file.sections

    @property
    def config(self) -> StackConfig:
        """What is valid of the stack file."""
        return self.stack_file.sections

    @property
    def cloud(self) -> CloudName:
        """The stack's cloud."""
        return self.config.stack.cloud

    @property
    def production(self) -> bool:
        """Customers depend on it."""
        return self.config.stack.environment is Environment.PROD

    @property
    def highly_available(self) -> bool:
        """Must survive the loss of a zone."""
        return self.config.stack.profile is Profile.HIGHLY_AVAILABLE

    def services(self) -> Iterator[tuple[str, ServiceSettings]]:
        """The valid services with what this stack overrides."""
        for name, service in self.shop.services.items():
            for override in self._override("services", self.config.services, name, ServiceOverride()):
                yield name, service_in_stack(service, override)

    def databases(self) -> Iterator[tuple[str, DatabaseSettings]]:
        """The valid databases with what the profile and this stack override."""
        cheap = not self.highly_available
        for name, database in self.shop.databases.items():
            for override in self._override("databases", self.config.databases, name, DatabaseOverride()):
                yield name, database_in_stack(database, override, cheap)

    def caches(self) -> Iterator[tuple[str, CacheSettings]]:
        """The valid caches with what the profile and this stack override."""
        cheap = not self.highly_available
        for name, cache in self.shop.caches.items():
            for override in self._override("caches", self.config.caches, name, CacheOverride()):
                yield name, cache_in_stack(cache, override, cheap)

    def searches(self) -> Iterator[tuple[str, SearchSettings]]:
        """The valid search clusters with what this stack overrides."""
        for name, cluster in self.shop.searches.items():
            for override in self._override("searches", self.config.searches, name, SearchOverride()):
                yield name, cluster.model_copy(update=override.model_dump(exclude_none=True))

    def _override(
        self, section: str, valid: dict[str, OverrideT], name: str, nothing: OverrideT
    ) -> Iterator[OverrideT]:
        """The one override of a thing; none if there is one that is not valid."""
        if name in valid:
            yield valid[name]
        elif name not in self.stack_file.names(section):
            yield nothing

    def in_shop(self, path: Path, what: str, **details: Unpack[Details]) -> Problem:
        """A problem in shop.yaml."""
        return self.shop_file.document.problem(path, what, **details)

    def in_calendar(self, path: Path, what: str, **details: Unpack[Details]) -> Problem:
        """A problem in campaigns.yaml."""
        return self.calendar_file.document.problem(path, what, **details)

    def in_stack(self, path: Path, what: str, **details: Unpack[Details]) -> Problem:
        """A problem in the stack file."""
        return self.stack_file.document.problem(path, what, **details)

    def in_effect(self, section: str, name: str, key: str, what: str, **details: Unpack[Details]) -> Problem:
        """A problem with a value that the stack file may override: in the file that it comes from."""
        if self.overrides(section, name, key):
            return self.in_stack((section, name, key), what, **details)
        group = (_SERVICE_GROUP[key],) if section == "services" else ()
        return self.in_shop((section, name, *group, key), what, **details)

    def overrides(self, section: str, name: str, key: str) -> bool:
        """Whether the stack file has a value of its own for this key."""
        value = self.stack_file.document.value
        if value is None:
            raise NotParsedError(section)
        things = value.get(section, {})
        thing = things.get(name, {}) if isinstance(things, dict) else {}
        return isinstance(thing, dict) and thing.get(key) is not None
