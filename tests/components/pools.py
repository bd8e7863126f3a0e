"""Changes of the sample service pool that both clouds' tests use."""

from collections.abc import Callable
from dataclasses import replace

from components.request_class import Refusal
from components.service_pool import Route, ServicePoolArgs, Signature, Work
from tests.components.targets import queue

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


def signed(signature: Signature) -> Change:
    """The public route takes only what is signed."""
    return lambda args: replace(args, routes=(replace(args.routes[0], signature=signature),))


def shed(*, page: bool) -> Change:
    """The class of the public route is shed."""
    refusal = Refusal(priority=5, retry_after_seconds=30, page=page)
    return lambda args: replace(args, routes=(replace(args.routes[0], refusal=refusal),))


def connected(args: ServicePoolArgs) -> ServicePoolArgs:
    """Every instance holds connections that stay open."""
    return replace(args, performance=replace(args.performance, connections=8000))


def workers(args: ServicePoolArgs) -> ServicePoolArgs:
    """Nobody asks the pool; it works off two queues."""
    work = {
        "tmall-orders": Work(queue=queue("tmall-orders"), messages_per_second=40),
        "mailings": Work(queue=queue("mailings"), messages_per_second=400),
    }
    return replace(args, routes=(), work=work)
