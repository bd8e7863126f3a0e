"""Address arithmetic, zones and gateways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network

from infra.local.alicloud.case import Case
from infra.local.constraints.places import Place
from infra.local.contract import Finding
from infra.settings.rules.cloud_facts import CLOUDS
from infra.settings.stack import CloudName

_ASSOCIATION = "alicloud:ecs/eipAssociation:EipAssociation"
_ZONES = ("zoneId", "zoneMappings[].zoneId", "standbyAz", "secondaryZoneId")
_RESERVED = tuple(map(IPv4Network, ("100.64.0.0/10", "224.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16")))
"""Source: VPC API reference, CreateVpc, `CidrBlock`, 2026-08."""
_NETWORK_BITS = range(8, 29)
_SWITCH_BITS = range(16, 30)
"""Source: VPC API reference, CreateVpc and CreateVSwitch, 2026-08."""
_MOST_MBPS = {
    ("PayAsYouGo", "PayByTraffic"): 200,
    ("PayAsYouGo", "PayByBandwidth"): 500,
    ("Subscription", "PayByBandwidth"): 1000,
}
"""Source: EIP API reference, AllocateEipAddress, `Bandwidth`, 2026-08."""


def zones(case: Case) -> Iterator[Finding]:
    """Every zone is one of the region."""
    if case.wanted.type.startswith(("alicloud:dns/", "alicloud:pvtz/")):
        return  # a DNS zone is another thing
    form = CLOUDS[CloudName.ALICLOUD].zone(case.region)
    for path in _ZONES:
        for place in case.places(path):
            if not form.pattern.match(str(place.value)):
                yield case.refuse(place.path, f"must be a zone of {case.region}: {form.words}", place.value)


def network_block(case: Case) -> Iterator[Finding]:
    """A VPC is private, and neither too large nor too small."""
    for place in case.places("cidrBlock"):
        block = _block(place)
        if isinstance(block, str):
            yield case.refuse(place.path, block, place.value)
        elif block.prefixlen not in _NETWORK_BITS:
            yield case.refuse(place.path, "must have a mask of 8 to 28 bits", place.value)
        elif reserved := next((other for other in _RESERVED if other.overlaps(block)), None):
            yield case.refuse(
                place.path, f"must not overlap {reserved}, which Alibaba Cloud uses itself", place.value
            )


def switch_block(case: Case) -> Iterator[Finding]:
    """A vSwitch lies in its VPC and beside the others."""
    for place in case.places("cidrBlock"):
        block = _block(place)
        if isinstance(block, str):
            yield case.refuse(place.path, block, place.value)
            continue
        if block.prefixlen not in _SWITCH_BITS:
            yield case.refuse(place.path, "must have a mask of 16 to 29 bits", place.value)
        outer = [known for text in case.values("vpcId>cidrBlock") if (known := _network(text))]
        if outer and not any(block.subnet_of(network) for network in outer):
            yield case.refuse(place.path, f"must lie in {outer[0]}, the block of its VPC", place.value)
        for other in case.others():
            taken = _network(other.get("cidrBlock"))
            if other.get("vpcId") == case.value("vpcId") and taken and taken.overlaps(block):
                yield case.refuse(place.path, f"must not overlap {taken}, the block of {other.name}", place.value)


def snat_addresses(case: Case) -> Iterator[Finding]:
    """An entry takes only addresses that are bound to its gateway."""
    gateway = case.value("snatTableId>id")
    if gateway is None:
        return
    bound = {item.get("allocationId") for item in case.others(_ASSOCIATION) if item.get("instanceId") == gateway}
    for place in case.places("snatIp>id"):
        if place.value not in bound:
            what = f"must be an address that is bound to the NAT gateway {gateway}"
            yield case.refuse(place.path, what, case.value("snatIp"), "let the entry depend on the EipAssociation")


def bandwidth(case: Case) -> Iterator[Finding]:
    """An address takes as much as its billing allows."""
    billing = (case.value("paymentType") or "PayAsYouGo", case.value("internetChargeType") or "PayByBandwidth")
    most, given = _MOST_MBPS.get(billing), case.number("bandwidth")
    if most is not None and given is not None and given > most:
        yield case.refuse("bandwidth", f"must be at most {most} Mbit/s with {' and '.join(billing)}", f"{given:g}")


def endpoint_service(case: Case) -> Iterator[Finding]:
    """A gateway endpoint leads to a service of its own region."""
    name = str(case.value("serviceName"))
    if not re.fullmatch(rf"com\.aliyun\.{re.escape(case.region)}\.[a-z]+", name):
        yield case.refuse("serviceName", f"must be com.aliyun.{case.region}. with a service behind it", name)


def _block(place: Place) -> IPv4Network | str:
    """The block, or what is wrong with it."""
    try:
        return IPv4Network(str(place.value))
    except ValueError:
        inner = _network(str(place.value), strict=False)
    if inner is None:
        return "must be an IPv4 block such as 10.0.0.0/16"
    return f"has addresses beyond its mask; the block is {inner}"


def _network(text: object, *, strict: bool = True) -> IPv4Network | None:
    try:
        found = ip_network(str(text), strict=strict)
    except ValueError:
        return None
    return found if isinstance(found, IPv4Network) else None
