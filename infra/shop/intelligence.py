"""Data and intelligence: what the shop learns from what happens in it, and what it does with that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pulumi

from components.cloud import Cloud
from components.component import Layer
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.shop.events import events
from infra.shop.infrastructure import Infrastructure
from infra.shop.mail import mail
from infra.shop.models import models
from infra.shop.search import search
from infra.shop.stores import Stores
from infra.shop.wiring import Attachment


class Part(Protocol):
    """Something that services use."""

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """What this service is told of it and may do with it; nothing, if it does not use it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Intelligence:
    """What the services build on, beside the stores."""

    parts: tuple[Part, ...]

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """What a service is told of all parts that it uses."""
        for part in self.parts:
            yield from part.attached(service)


def intelligence(
    cloud: Cloud, settings: Settings, plan: CapacityPlan, base: Infrastructure, stores: Stores
) -> Intelligence:
    """Streams, search, models and mail of the shop."""
    opts = pulumi.ResourceOptions(parent=Layer("data"))
    return Intelligence(
        parts=(
            *((events(cloud, settings, plan, base, stores, opts),) if settings.shop.streams else ()),
            mail(cloud, settings, base, opts),
            models(cloud, settings, plan, base, opts),
            search(cloud, settings, base, opts),
        )
    )
