"""Ways into the services: which requests reach which pool, what goes first, and what is refused in a flood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from components.load_balancer import LoadBalancerTarget
from components.request_class import Match, Refusal, RequestClass
from components.service_pool import Route, Signature
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.settings.shop_routes import PublicRoute

_INTERNAL_RULES = 1000
"""Rules for calls between services are numbered from here: apart from the public ones, whatever is added."""
_BEFORE = 5
"""A route that is shed is refused by a rule so many numbers before its own: after all services with a lower
number, whose routes have the first five (`rule_order` times 10 and the position), and before every one of this
service."""
_INTERNAL_BEFORE = 500
"""The same between services, where a host belongs to one service and so the order does not matter."""
_EVERYTHING = "/*"


def public_routes(
    name: str, service: ServiceSettings, settings: Settings, balancer: LoadBalancerTarget
) -> Iterator[Route]:
    """Routes from outside, by site and path."""
    for index, public in enumerate(service.public):
        priority = service.rule_order * 10 + index
        yield Route(
            load_balancer=balancer,
            name=public.label,
            hosts=settings.hosts(public.site),
            paths=tuple(public.paths),
            priority=priority,
            signature=Signature(header=public.signed_by.header, query=public.signed_by.query)
            if public.signed_by
            else None,
            refusal=_refusal(
                name, settings, priority=priority - _BEFORE, page=settings.shop.sites[public.site].cached
            ),
        )


def internal_route(
    name: str, service: ServiceSettings, settings: Settings, balancer: LoadBalancerTarget
) -> Iterator[Route]:
    """One route by host, if another service calls this one. It is shed only if nobody asks from outside: whoever
    calls such a service lives without it, but checkout calls the catalog also when nobody may browse it."""
    if any(name in other.calls for other in settings.shop.services.values()):
        priority = _INTERNAL_RULES + service.rule_order
        yield Route(
            load_balancer=balancer,
            name="internal",
            hosts=(f"{name}.svc.{settings.config.stack.domain}",),
            paths=(_EVERYTHING,),
            priority=priority,
            refusal=None
            if service.public
            else _refusal(name, settings, priority=priority - _INTERNAL_BEFORE, page=False),
        )


def _refusal(service: str, settings: Settings, *, priority: int, page: bool) -> Refusal | None:
    shed = settings.config.shed
    if shed is None or service not in settings.shed_services:
        return None
    return Refusal(priority=priority, retry_after_seconds=shed.retry_after_seconds, page=page)


def request_classes(settings: Settings) -> tuple[RequestClass, ...]:
    """The classes of `priorities` that are asked from outside, for the firewall."""
    shed = settings.config.shed
    made = (
        RequestClass(
            name=each.name,
            matches=tuple(_matches(settings, frozenset(each.services))),
            requests_per_ip=each.requests_per_ip,
            shed_seconds=shed.retry_after_seconds
            if shed and settings.shed_services & set(each.services)
            else None,
        )
        for each in settings.shop.priorities
    )
    return tuple(each for each in made if each.matches)


def _matches(settings: Settings, services: frozenset[str]) -> Iterator[Match]:
    """For each site the paths of these services; who has all other paths of a site is what is left of it."""
    for site, routes in _routes_by_site(settings).items():
        own = [path for name, route in routes for path in route.paths if name in services]
        others = [path for name, route in routes for path in route.paths if name not in services]
        if not own:
            continue
        rest = _EVERYTHING in own or not others
        yield Match(name=site, hosts=settings.hosts(site), paths=tuple(others if rest else own), others=rest)


def _routes_by_site(settings: Settings) -> Mapping[str, list[tuple[str, PublicRoute]]]:
    found: dict[str, list[tuple[str, PublicRoute]]] = {}
    for name, service in settings.shop.services.items():
        for route in service.public:
            found.setdefault(route.site, []).append((name, route))
    return found
