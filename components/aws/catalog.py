"""Which instance types have a size: the pool states vCPU and memory, the table names what AWS sells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from components.errors import InvalidArgument


@dataclass(frozen=True, kw_only=True)
class InstanceType:
    """One instance type, x86-64."""

    name: str
    vcpu: int
    memory_gib: int
    burstable: bool = False
    """Runs above a share of its vCPU only on credits, or (`unlimited`) at extra cost."""


@dataclass(frozen=True, kw_only=True)
class _Family:
    name: str
    gib_per_vcpu: int
    vcpus: tuple[int, ...]


_FAMILIES = (
    # General purpose
    _Family(name="m7i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 192)),
    _Family(name="m7a", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128, 192)),
    _Family(name="m6i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128)),
    # Compute optimised. Their smallest size, 2 vCPU and 4 GiB, is left out: there the burstable types stand
    _Family(name="c7i", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 192)),
    _Family(name="c7a", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 128, 192)),
    _Family(name="c6i", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 128)),
    # Memory optimised
    _Family(name="r7i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 192)),
    _Family(name="r7a", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128, 192)),
    _Family(name="r6i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128)),
)
"""Families with full performance, the preferred one first within a ratio. Sizes: large = 2 vCPU, xlarge = 4,
Nxlarge = 4 N. Source: EC2 instance types guide, "Specifications for Amazon EC2 general purpose / compute
optimized / memory optimized instances", as of 2026-11."""

_BURSTABLE = (
    InstanceType(name="t3.small", vcpu=2, memory_gib=2, burstable=True),
    InstanceType(name="t3a.small", vcpu=2, memory_gib=2, burstable=True),
    InstanceType(name="t3.medium", vcpu=2, memory_gib=4, burstable=True),
    InstanceType(name="t3a.medium", vcpu=2, memory_gib=4, burstable=True),
)
"""Small sizes for stacks without customers. Source: as above, as of 2026-11."""

_NEAREST = 4
"""How many other sizes an error message proposes."""


def instance_types(vcpu: int, memory_gib: int) -> tuple[InstanceType, ...]:
    """The types with exactly this size, the preferred first; at least two, so that one sold-out type does not stop
    a pool from growing.

    Raises:
        ValueError: AWS has no such size; the message lists the nearest.
    """
    found = tuple(kind for kind in _CATALOG if (kind.vcpu, kind.memory_gib) == (vcpu, memory_gib))
    if found:
        return found
    sizes = sorted(
        {(kind.vcpu, kind.memory_gib) for kind in _CATALOG},
        key=lambda size: (_ratio(size[0], vcpu) * _ratio(size[1], memory_gib), size),
    )
    nearest = ", ".join(f"{v} vCPU with {m} GiB" for v, m in sorted(sizes[:_NEAREST]))
    raise InvalidArgument(
        f"vcpu and memory_gib must be a size in components/aws/catalog.py, got {vcpu} vCPU with {memory_gib} GiB; "
        f"the nearest are {nearest}"
    )


def _ratio(size: int, wanted: int) -> float:
    return max(size / wanted, wanted / size)


def _catalog() -> Iterator[InstanceType]:
    for family in _FAMILIES:
        for vcpu in family.vcpus:
            name = f"{family.name}.{_size_name(vcpu)}"
            yield InstanceType(name=name, vcpu=vcpu, memory_gib=vcpu * family.gib_per_vcpu)
    yield from _BURSTABLE


def _size_name(vcpu: int) -> str:
    return {2: "large", 4: "xlarge"}.get(vcpu, f"{vcpu // 4}xlarge")


_CATALOG = tuple(_catalog())
