"""Requests that are equally important, and what the load balancer answers when it refuses some of them."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Match:
    """Requests to some hosts: all of them, those to some paths, or those to all other paths."""

    name: str
    """Short name, part of the names of rules: the site."""
    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()
    """Path patterns such as `/orders/*`; none: every path."""
    others: bool = False
    """The paths are those that do not belong to it."""


@dataclass(frozen=True, kw_only=True)
class RequestClass:
    """Requests of one class, behind the CDN."""

    name: str
    matches: tuple[Match, ...]
    requests_per_ip: int
    """Requests one address may send to each of its matches in five minutes."""
    shed_seconds: int | None = None
    """All of them are refused with 503, and told to come back after this long; None: they are answered."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What is answered instead of asking an instance: status 503 and a page that asks again by itself."""

    priority: int
    """Of its rule on the load balancer: before the rule of the route that it stands for."""
    retry_after_seconds: int
    page: bool
    """For people; otherwise JSON, for programs."""

    @property
    def content_type(self) -> str:
        """MIME type of the body."""
        return "text/html" if self.page else "application/json"

    @property
    def body(self) -> str:
        """At most 1,024 characters, what both load balancers take."""
        wait = self.retry_after_seconds
        if not self.page:
            return json.dumps({"error": "busy", "retry_after_seconds": wait})
        text = html.escape("Many people are here at this moment. This page asks again by itself.")
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="refresh" content="{wait}">'
            f"<title>One moment</title></head><body><p>{text}</p></body></html>"
        )
