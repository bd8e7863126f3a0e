"""Ways into the shop from outside: routes, who must have signed what comes on them, and what goes first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.model import Model, Name, UrlPath

Parameter = Annotated[str, StringConstraints(pattern=form.PARAMETER, max_length=40)]
"""Name of a header or of a parameter of the query."""


class SignatureSettings(Model):
    """Where a caller puts its signature. Exactly one of `header` and `query`."""

    header: Parameter | None = None
    """Header that holds it."""
    query: Parameter | None = None
    """Parameter of the query that holds it."""
    source: str = Field(min_length=10, max_length=300)
    """Where the caller's documentation says so, and as of when."""


class PublicRoute(Model):
    """Requests from outside that reach a service."""

    site: Name
    """One of `sites`."""
    name: Name | None = None
    """Of the route, where a service has several on one site; absent: the site's."""
    paths: list[UrlPath] = Field(min_length=1, max_length=3)
    """At most 3 patterns: a load balancer rule holds 5 values, and host, token and signature take three."""
    signed_by: SignatureSettings | None = None
    """The load balancer lets a request through only if it carries a signature; the service checks it."""

    @property
    def label(self) -> str:
        """What the route is called."""
        return self.name or self.site


class PriorityClass(Model):
    """Services that are equally important to customers."""

    name: Name
    services: list[Name] = Field(min_length=1)
    """Each in one class: a class has pools of its own, and so what floods one class takes nothing from another."""
    requests_per_ip: int = Field(ge=100, le=1_000_000)
    """That one address may send to the class in five minutes; a lower class gets no more than a higher."""
