"""What visits ask for, and what requests cause: nothing is asked of nobody, nothing causes more of itself."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from infra.capacity.fan_out import RunawayError, spread
from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, did_you_mean, listed
from infra.settings.shop import ServiceSettings
from infra.settings.shop_load import service_loads, subscriptions


def requests(draft: Draft) -> Iterator[Problem]:
    """Requests of one kind are counted once, and the CDN keeps only what it may."""
    for name, each in draft.shop.journey.requests.items():
        place = ("journey", "requests", name)
        given = [key for key in ("per_session", "per_order", "per_contact") if getattr(each, key) is not None]
        if len(given) != 1:
            yield draft.in_shop(
                place,
                "must say per_session, per_order or per_contact, one of them",
                given=listed(given, "and") if given else "none of them",
                fix="write per_session for what all visitors ask, per_order for what only those ask who order, "
                "per_contact for what those ask who have a question about their order",
            )
        for key, needs in (("kinds", "per_session"), ("channel", "per_order")):
            if getattr(each, key) and getattr(each, needs) is None:
                yield draft.in_shop(
                    (*place, key), f"has a meaning for {needs} only", fix=f"delete it, or say {needs}"
                )
        if each.per_contact is not None and draft.shop.journey.contacts is None:
            yield draft.in_shop(
                (*place, "per_contact"), "never happens: nobody asks", fix="write `journey.contacts`"
            )
        site = draft.shop.sites.get(each.site)
        if site and not site.cached and each.cdn_hit_ratio:
            yield draft.in_shop(
                (*place, "cdn_hit_ratio"),
                f"counts on the CDN, which keeps nothing of the site `{each.site}`",
                given=f"{each.cdn_hit_ratio:g}",
                allowed="0",
                fix=f"delete it, or write `cached: true` under `sites.{each.site}`",
            )


def answered(draft: Draft) -> Iterator[Problem]:
    """Somebody on the site answers."""
    for name, each in draft.shop.journey.requests.items():
        place = ("journey", "requests", name)
        site = draft.shop.sites.get(each.site)
        if site and each.entry is None and site.static_bucket is None:
            yield draft.in_shop(
                place,
                f"is answered by nobody: the site `{each.site}` has no bucket with files",
                fix="add `entry:`, the service that answers, or `static_bucket:` to the site",
            )
        service = draft.shop.services.get(each.entry or "")
        if site and service and each.site not in [route.site for route in service.public]:
            reached = sorted(
                other
                for other, its in draft.shop.services.items()
                if each.site in [route.site for route in its.public]
            )
            yield draft.in_shop(
                (*place, "entry"),
                f"is not reached from the site `{each.site}`",
                given=each.entry,
                allowed=listed(reached),
                fix="name the service that has this route, or add one under its `public:`",
            )


def landing(draft: Draft) -> Iterator[Problem]:
    """Visitors land on a page that a service answers."""
    given = draft.shop.journey.landing
    known = sorted(name for name, each in draft.shop.journey.requests.items() if each.entry)
    if given not in known:
        yield draft.in_shop(
            ("journey", "landing"),
            "is no page under `requests:`",
            given=given,
            allowed=", ".join(known),
            fix="name one that has an `entry:`",
        )


def work(draft: Draft) -> Iterator[Problem]:
    """Who uses a store or a third party says how much, and only who uses it."""
    for name, service in draft.shop.services.items():
        place = ("services", name)
        does, uses = service.work, service.database is not None
        for key in ("database_reads", "database_writes", "connections"):
            if getattr(does, key) and not uses:
                yield draft.in_shop((*place, "work", key), "needs a database", fix="add `database:`, or delete it")
        if uses and not (does.database_reads + does.database_writes and does.connections):
            yield draft.in_shop(
                (*place, "work"),
                "says not how much the database has to do",
                fix="add database_reads or database_writes, and connections",
            )
        if does.cache_operations and service.cache is None:
            yield draft.in_shop(
                (*place, "work", "cache_operations"), "needs a cache", fix="add `cache:`, or delete it"
            )
        if service.cache is not None and not does.cache_operations:
            yield draft.in_shop(
                (*place, "work"), "says not how much the cache has to do", fix="add cache_operations"
            )
        for table, use in service.tables.items():
            if not use.reads + use.writes:
                yield draft.in_shop(
                    (*place, "tables", table),
                    "is neither read nor written",
                    fix="add reads or writes, or delete it",
                )
        for path, total in _how_often(service):
            if not total:
                yield draft.in_shop(
                    (*place, *path),
                    "never happens",
                    fix="add per_request, per_message or per_order, or delete it",
                )


def _how_often(service: ServiceSettings) -> Iterator[tuple[Path, float]]:
    """Where it stands how often something happens, and the sum."""
    for path, named in (
        (("queues", "sends"), service.queues.sends),
        (("publishes",), service.publishes),
        (("third_parties",), service.third_parties),
        (("streams",), service.streams),
        (("mails",), service.mails),
    ):
        for name, often in named.items():
            yield (*path, name), often.total
    for name, use in service.searches.items():
        yield ("searches", name), use.queries.total + use.updates.total


def messages(draft: Draft) -> Iterator[Problem]:
    """`per_message` needs messages, and `per_order_of` orders."""
    channels = known_channels(draft)
    for name, service in draft.shop.services.items():
        for path, often in (
            *((("queues", "sends", queue), each) for queue, each in service.queues.sends.items()),
            *((("publishes", topic), each) for topic, each in service.publishes.items()),
            *((("third_parties", party), each) for party, each in service.third_parties.items()),
            *((("streams", stream), each) for stream, each in service.streams.items()),
            *((("mails", mail), each) for mail, each in service.mails.items()),
            *((("searches", index, "queries"), use.queries) for index, use in service.searches.items()),
            *((("searches", index, "updates"), use.updates) for index, use in service.searches.items()),
        ):
            place = ("services", name, *path)
            if often.per_message and not service.queues.consumes:
                yield draft.in_shop(
                    (*place, "per_message"),
                    "never happens: the service works off no messages",
                    fix="write per_request or per_order, or add `queues.consumes`",
                )
            for key, given, known in (
                ("per_message_of", often.per_message_of, sorted(service.queues.consumes)),
                ("per_order_of", often.per_order_of, channels),
            ):
                for each in given:
                    if each not in known:
                        yield draft.in_shop(
                            (*place, key, each),
                            "never happens",
                            given=each,
                            allowed=", ".join(known) or "nothing",
                            fix=did_you_mean(
                                each,
                                known,
                                "name a queue that the service works off"
                                if key == "per_message_of"
                                else "name a channel that a kind of requests has (`journey.requests`)",
                            ),
                        )


def known_channels(draft: Draft) -> list[str]:
    """Other marketplaces whose orders come to the shop: requests of them do."""
    return sorted({each.channel for each in draft.shop.journey.requests.values() if each.channel})


def order_path(draft: Draft) -> Iterator[Problem]:
    """The services of an order's way, and the queue of mailings, are defined."""
    journey = draft.shop.journey
    given: list[tuple[Path, str, str]] = [
        (("journey", "order_path", part, index), service, "services")
        for part, services in journey.order_path.items()
        for index, service in enumerate(services)
    ]
    if journey.mailings is not None:
        given.append((("journey", "mailings"), journey.mailings, "queues"))
    for place, name, section in given:
        known = sorted(draft.shop_file.names(section))
        if name not in known:
            yield draft.in_shop(
                place,
                f"is not defined under `{section}:`",
                given=name,
                allowed=", ".join(known),
                fix=did_you_mean(name, known, f"define it under `{section}:`"),
            )


def call_cycles(draft: Draft) -> Iterator[Problem]:
    """Services that wait for each other stop together."""
    draft.shop_file.require_all("services")
    services = draft.shop.services
    try:
        TopologicalSorter({name: [*service.calls] for name, service in services.items()}).prepare()
    except CycleError as error:
        cycle = [*reversed(error.args[1])]
        if len(cycle) > 2:  # a service that calls itself has a message of its own
            yield draft.in_shop(
                ("services", cycle[0], "calls", cycle[1]),
                "closes a circle of calls: services that wait for each other stop together",
                given=" -> ".join(cycle),
                fix="let one of them send a message instead",
            )


def runaway(draft: Draft) -> Iterator[Problem]:
    """Messages that cause messages come to an end."""
    draft.shop_file.require_all("services", "topics")
    if any(call_cycles(draft)):
        return
    services, topics = service_loads(draft.shop.services), subscriptions(draft.shop.topics)
    try:
        spread(services, topics, dict.fromkeys(services, 1.0), 1.0)
    except RunawayError:
        yield draft.in_shop(
            ("services",),
            "cause more and more messages: what they send comes back to them as at least as many",
            fix="lower `per_message` somewhere on the way round",
        )
    except KeyError:
        return  # names that are not defined, which are reported themselves
