"""Changes of the sample service pool that both clouds' tests use."""

from collections.abc import Callable
from dataclasses import replace

from components.service_pool import Route, ServicePoolArgs

Change = Callable[[ServicePoolArgs], ServicePoolArgs]


def internal(args: ServicePoolArgs) -> Route:
    balancer = replace(args.routes[0].load_balancer, origin_token=None)
    return Route(
        load_balancer=balancer, name="internal", hosts=("orders.svc.example",), paths=("/*",), priority=20
    )


def two_routes(args: ServicePoolArgs) -> ServicePoolArgs:
    return replace(args, routes=(*args.routes, internal(args)))


def two_routes_of_one_balancer(args: ServicePoolArgs) -> ServicePoolArgs:
    second = replace(args.routes[0], name="callbacks", paths=("/callbacks/*",), priority=11)
    return replace(args, routes=(*args.routes, second))
