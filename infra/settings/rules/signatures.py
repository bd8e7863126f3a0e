"""Routes on which callers sign: the signature has one place, and nobody gets around it."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules.sites import covers


def one_place(draft: Draft) -> Iterator[Problem]:
    """A signature stands in a header or in the query."""
    for name, service in draft.shop.services.items():
        for index, route in enumerate(service.public):
            signed = route.signed_by
            if signed and (signed.header is None) is (signed.query is None):
                yield draft.in_shop(
                    ("services", name, "public", index, "signed_by"),
                    "must say either `header` or `query`",
                    given="both" if signed.header else "neither",
                    fix="write the one that the caller's documentation names",
                )


def no_way_around(draft: Draft) -> Iterator[Problem]:
    """What a signed route refuses must not reach another one that covers its path."""
    routes = [
        (("services", name, "public", index), route)
        for name, service in draft.shop.services.items()
        for index, route in enumerate(service.public)
    ]
    for place, route in routes:
        for other_place, other in routes:
            if route.signed_by is None or other.signed_by is not None or route.site != other.site:
                continue
            for path in route.paths:
                wider = next((wide for wide in other.paths if wide == path or covers(wide, path)), None)
                if wider:
                    yield draft.in_shop(
                        (*place, "signed_by"),
                        f"is no use: without it a request matches {wider} of `{other_place[1]}`, which has none",
                        given=path,
                        fix="move one of the two routes to another site",
                    )
