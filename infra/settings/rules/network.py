"""Zones and addresses of the network."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Iterator

from components import subnets
from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, counted
from infra.settings.rules.cloud_facts import facts

_PRIVATE = tuple(ipaddress.IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""Source: RFC 1918."""

_DOCKER = ipaddress.IPv4Network("172.17.0.0/16")
"""Default network of Docker on every instance: addresses of the same block would never leave the instance.
Source: Docker documentation, "Bridge network driver"; AWS VPC user guide, "VPC CIDR blocks"; 2026-11."""

_LARGEST, _SMALLEST = 16, 19
"""Prefix lengths: a VPC is at most a /16 on AWS, and components/subnets.py can cut nothing smaller than a /19."""

_FREE_RATIO = 0.2
"""Kept free in every private subnet for the instances that a rolling replacement adds."""

_OTHER_ADDRESSES = 32
"""Besides instances in every private subnet: the internal load balancer (AWS asks for 8 addresses and takes more
under load) and every interface endpoint (12). Source: AWS ELB user guide, "Subnets for your load balancer",
2026-11; components/aws/network_endpoint.py."""

_HIGHLY_AVAILABLE_ZONES = 3


def zones_of_the_region(draft: Draft) -> Iterator[Problem]:
    """Every zone is one of the region."""
    region = draft.config.region
    form = facts(draft).zone(region)
    for index, zone in enumerate(draft.config.network.zones):
        if not form.pattern.match(zone):
            yield draft.in_stack(
                ("network", "zones", index),
                f"is not a zone of {region}",
                given=zone,
                allowed=form.words,
                fix=f"name zones of {region}, or change the region",
            )


def zones_distinct(draft: Draft) -> Iterator[Problem]:
    """Two subnets in one zone are lost together."""
    zones = draft.config.network.zones
    for index, zone in enumerate(zones):
        if zone in zones[:index]:
            yield draft.in_stack(
                ("network", "zones", index), "is named twice", given=zone, fix="name every zone once"
            )


def zones_enough(draft: Draft) -> Iterator[Problem]:
    """With three zones the loss of one costs a third of the capacity, with two it costs half."""
    zones = draft.config.network.zones
    if draft.highly_available and len(zones) < _HIGHLY_AVAILABLE_ZONES:
        yield draft.in_stack(
            ("network", "zones"),
            "has too few zones for the profile highly-available",
            given=counted(len(zones), "zone"),
            allowed=f"{_HIGHLY_AVAILABLE_ZONES} or 4",
            fix="add a zone",
        )


def private_block(draft: Draft) -> Iterator[Problem]:
    """The network's block is private, of a useful size, and no other network's default."""
    yield from block_faults(draft, ("network", "cidr"), draft.config.network.cidr)


def block_faults(draft: Draft, place: Path, given: str) -> Iterator[Problem]:
    """What is wrong with the address block of a network, which stands at `place` of the stack file."""
    try:
        block = ipaddress.IPv4Network(given)
    except ValueError:
        yield draft.in_stack(
            place,
            "is not a block of IPv4 addresses",
            given=given,
            allowed="a.b.c.d/n with every bit after the first n being zero",
            fix=_without_host_bits(given),
        )
        return
    if not any(block.subnet_of(private) for private in _PRIVATE):
        yield draft.in_stack(
            place,
            "is not private: somebody else on the internet has these addresses",
            given=given,
            allowed="a part of " + ", ".join(str(private) for private in _PRIVATE) + " (RFC 1918)",
            fix="take a block of your address plan, such as 10.40.0.0/16",
        )
    if not _LARGEST <= block.prefixlen <= _SMALLEST:
        yield draft.in_stack(
            place,
            "has the wrong size",
            given=f"/{block.prefixlen}",
            allowed=f"/{_LARGEST} to /{_SMALLEST}",
            fix=f"write {block.network_address}/{min(max(block.prefixlen, _LARGEST), _SMALLEST)}",
        )
    if block.overlaps(_DOCKER):
        yield draft.in_stack(
            place,
            f"overlaps {_DOCKER}, the network that Docker makes on every instance",
            given=given,
            fix="take another block, such as 172.20.0.0/16",
        )


def _without_host_bits(given: str) -> str:
    try:
        return f"write {ipaddress.IPv4Network(given, strict=False)}"
    except ValueError:
        return "write a block of your address plan, such as 10.40.0.0/16"


def addresses_enough(draft: Draft) -> Iterator[Problem]:
    """All instances at their maximum fit into the private subnets; highly available, also without one zone."""
    network = draft.config.network
    draft.shop_file.require_all("services")
    draft.stack_file.require_all("services")
    instances = sum(service.scale.max_instances for _, service in draft.services())
    zones = len(network.zones) - (1 if draft.highly_available else 0)
    needed = math.ceil(instances / zones)
    try:
        prefix = ipaddress.IPv4Network(network.cidr).prefixlen
        there = room(network.cidr, len(network.zones), facts(draft).reserved_addresses)
    except ValueError:
        return  # private_block has said so
    if needed > there:
        lost = " after the loss of one zone" if draft.highly_available else ""
        yield draft.in_stack(
            ("network", "cidr"),
            f"has too few addresses for all services at their maximum, {counted(instances, 'instance')}",
            given=f"/{prefix} has room for {there:,} instances in a zone",
            allowed=f"room for {needed:,} in a zone{lost}",
            fix=_larger_block(draft, needed),
        )


def room(cidr: str, zones: int, reserved: int) -> int:
    """Instances that fit into the private subnet of a zone, which all services share."""
    addresses = ipaddress.IPv4Network(subnets.plan(cidr, zones).private[0]).num_addresses
    return math.floor((addresses - reserved - _OTHER_ADDRESSES) * (1 - _FREE_RATIO))


def _larger_block(draft: Draft, needed: int) -> str:
    for prefix in range(_SMALLEST, _LARGEST - 1, -1):
        if room(f"10.0.0.0/{prefix}", 1, facts(draft).reserved_addresses) >= needed:
            return f"take a /{prefix}, or lower max_instances of the services"
    return "lower max_instances of the services: not even a /16 is enough"
