"""docs/architecture.md: the layers of the shop, and what stands for each part on both clouds, from the plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from infra.planning import planned_capacity
from infra.preview.plan import Plan, Resource
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import Settings, load
from infra.settings.shop import ServiceLayer, ServiceSettings, ShopSettings

PAGE = "docs/architecture.md"
ORDINARY = datetime(2026, 11, 26, tzinfo=UTC)
"""A day on which no campaign is in preparation: schedules come and go, the parts stay."""
_WIDE = "%%{init: {'flowchart': {'wrappingWidth': 400}}}%%"
"""Names of types on one line."""
CLOUDS: Mapping[str, str] = {"aws": "AWS", "alicloud": "Alibaba Cloud"}

_HEAD = """# Architecture

The shop in its layers (DESIGN.md section 2), drawn from `stacks/shop.yaml` and from the plans of `prod-aws` and
`prod-alicloud`. This page is made by `make architecture`; a test keeps it fresh and renders every diagram. What
differs between the clouds, and why, is in [parity.md](parity.md); a resource and its reasons are in the code of
its component, `components/aws/` and `components/alicloud/`.

"""

_PARTS_HEAD = """## What stands for each part

In the middle of each diagram the parts of a layer, by capability; left and right the resources that they consist
of in production.

"""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One layer of the picture."""

    title: str
    what: str
    layers: tuple[str, ...]
    """Names of the program's layers that belong to it."""


CHAPTERS = (
    Chapter(
        title="Infrastructure",
        what="The ground: network, keys, logs, load balancers, stores, the edge, audit and what people look at.",
        layers=("infrastructure", "stores", "edge", "operations"),
    ),
    Chapter(
        title="Platform services",
        what="What the shop does: catalog, orders, payments, users, fulfilment, support.",
        layers=(ServiceLayer.PLATFORM,),
    ),
    Chapter(
        title="Front ends and channels",
        what="Where customers and marketplaces come in: web mall, mobile API, mini-program, connectors, chat.",
        layers=(ServiceLayer.FRONT_END,),
    ),
    Chapter(
        title="Data and intelligence",
        what="What the shop learns from what happens in it: events, lake, profiles, search, recommendation, "
        "forecasts, marketing.",
        layers=("data", "jobs", ServiceLayer.INTELLIGENCE),
    ),
    Chapter(
        title="Promotion",
        what="What campaigns need beside it: links, the ledger of clicks, waiting rooms, broadcasts, load tests.",
        layers=(ServiceLayer.PROMOTION, "campaigns"),
    ),
)
"""Every layer of the program stands in exactly one of them; `document` raises KeyError otherwise."""


def document(shop: ShopSettings, plans: Mapping[str, Plan]) -> str:
    """The whole page; `plans` has one production plan for each cloud."""
    parts = (_HEAD, _requests(shop), _messages(shop), _PARTS_HEAD, *_chapters(plans))
    return "".join(parts).rstrip() + "\n"


def _requests(shop: ShopSettings) -> str:
    lines = ["flowchart LR"]
    lines += _group("sites", "Sites, behind CDN and firewall", [(f"site {name}", name) for name in shop.sites])
    for layer in ServiceLayer:
        members = [(name, name) for name, service in shop.services.items() if service.layer is layer]
        lines += _group(layer.value, _title(layer), members)
    for name, service in shop.services.items():
        sites = dict.fromkeys(route.site for route in service.public)
        lines += [f"  {_id(f'site {site}')} --> {_id(name)}" for site in sites]
        lines += [f"  {_id(name)} --> {_id(callee)}" for callee in service.calls]
    return (
        "## Requests\n\nWho asks whom, and waits for the answer. Everything else goes through queues and "
        "streams.\n\n" + _mermaid(lines)
    )


def _messages(shop: ShopSettings) -> str:
    buckets = dict.fromkeys(stream.bucket for stream in shop.streams.values())
    lines = [
        "flowchart LR",
        *(f'  {_id(f"queue {name}")}[/"{name}"/]' for name in shop.queues),
        *(f'  {_id(f"topic {name}")}(("{name}"))' for name in shop.topics),
        *(f'  {_id(f"stream {name}")}[["{name}"]]' for name in shop.streams),
        *(f'  {_id(f"bucket {name}")}[("{name}")]' for name in buckets),
    ]
    for name, service in shop.services.items():
        lines += _sent(name, service)
    for name, topic in shop.topics.items():
        lines += [f"  {_id(f'topic {name}')} --> {_id(f'queue {queue}')}" for queue in topic.subscribers]
    for name, stream in shop.streams.items():
        lines.append(f"  {_id(f'stream {name}')} --> {_id(f'bucket {stream.bucket}')}")
    return (
        "## Messages\n\nQueues (slanted, each with a dead-letter queue), topics (round), streams (double sides) "
        "and the buckets that\nkeep the streams.\n\n" + _mermaid(lines)
    )


def _sent(name: str, service: ServiceSettings) -> Iterator[str]:
    into = [
        *(f"queue {queue}" for queue in service.queues.sends),
        *(f"topic {topic}" for topic in service.publishes),
        *(f"stream {stream}" for stream in service.streams),
    ]
    yield from (f'  {_id(name)}["{name}"] --> {_id(each)}' for each in into)
    yield from (f'  {_id(f"queue {queue}")} --> {_id(name)}["{name}"]' for queue in service.queues.consumes)


def _chapters(plans: Mapping[str, Plan]) -> Iterator[str]:
    known = {layer for chapter in CHAPTERS for layer in chapter.layers}
    if strange := {each.layer for plan in plans.values() for each in plan.custom if each.layer} - known:
        raise KeyError(f"no chapter has the layers {', '.join(sorted(strange))}")
    for chapter in CHAPTERS:
        yield f"### {chapter.title}\n\n{chapter.what}\n\n"
        for layer in chapter.layers:
            if any(each.layer == layer for plan in plans.values() for each in plan.custom):
                yield f"#### Layer {layer}\n\n" if len(chapter.layers) > 1 else ""
                yield _mermaid(_parts(layer, plans))


def _parts(layer: str, plans: Mapping[str, Plan]) -> list[str]:
    """A row for each capability: the resources of one cloud, its parts, the resources of the other."""
    made = {cloud: _made(layer, plan) for cloud, plan in plans.items()}
    capabilities = sorted({capability for each in made.values() for capability in each})
    lines = [_WIDE, "flowchart LR"]
    left, right = CLOUDS
    for capability in capabilities:
        parts = {name for each in made.values() for name in each.get(capability, {})}
        middle = _id(capability)
        lines.append(f'  {middle}["<b>{capability}</b><br/>{_lines(sorted(parts))}"]')
        for cloud, arrow in ((left, "{there} --- {middle}"), (right, "{middle} --- {there}")):
            if types := made[cloud].get(capability):
                there = _id(f"{cloud} {capability}")
                counted = sum(types.values(), Counter())
                listed = [f"{type_} x {count}" if count > 1 else type_ for type_, count in sorted(counted.items())]
                lines.append(f'  {there}["<b>{CLOUDS[cloud]}</b><br/>{_lines(listed, each=1)}"]')
                lines.append("  " + arrow.format(there=there, middle=middle))
    return lines


def _made(layer: str, plan: Plan) -> dict[str, dict[str, Counter[str]]]:
    """Capability -> part -> the types of its resources, as often as it has them."""
    components = {each.name: each for each in plan.resources if each.component == each.name and not each.custom}
    made: dict[str, dict[str, Counter[str]]] = {}
    for resource in plan.custom:
        if resource.layer == layer and resource.component:
            capability = components[resource.component].type.rpartition(":")[2]
            made.setdefault(capability, {}).setdefault(resource.component, Counter())[_short(resource)] += 1
    return made


def _short(resource: Resource) -> str:
    """`aws:sqs/queue:Queue` -> `sqs.Queue`."""
    _, module, name = resource.type.split(":")
    return f"{module.partition('/')[0]}.{name}"


def _group(name: str, title: str, members: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f'  subgraph {_id("group " + name)}["{title}"]',
        *(f'    {_id(member)}["{text}"]' for member, text in members),
        "  end",
    ]


def _lines(words: Iterable[str], each: int = 3) -> str:
    listed = list(words)
    return "<br/>".join(", ".join(listed[first : first + each]) for first in range(0, len(listed), each))


def _title(layer: ServiceLayer) -> str:
    return next(chapter.title for chapter in CHAPTERS if layer in chapter.layers)


def _id(name: str) -> str:
    """Letters and digits only; `end` and other words of Mermaid cannot come up, as each has a letter in front."""
    return "n_" + re.sub(r"[^a-z0-9]", "_", name.lower())


def _mermaid(lines: Iterable[str]) -> str:
    return "```mermaid\n" + "\n".join(lines) + "\n```\n\n"


def main() -> None:
    """Write the page."""
    plans = {cloud: plan_of(settings, planned_capacity(settings, ORDINARY)) for cloud, settings in _production()}
    shop = load("prod-aws", ROOT).measured
    (ROOT / PAGE).write_text(document(shop, plans), encoding="utf-8")


def _production() -> Iterator[tuple[str, Settings]]:
    for cloud in CLOUDS:
        yield cloud, load(f"prod-{cloud}", ROOT)


if __name__ == "__main__":
    main()
