"""Which instance types have a size: the pool states vCPU and memory, the table names what Alibaba Cloud sells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from components.errors import InvalidArgument


@dataclass(frozen=True, kw_only=True)
class InstanceType:
    """One ECS instance type, x86-64. None of them is burstable."""

    name: str
    vcpu: int
    memory_gib: int


@dataclass(frozen=True, kw_only=True)
class _Family:
    name: str
    gib_per_vcpu: int
    vcpus: tuple[int, ...]


_FAMILIES = (
    # General purpose
    _Family(name="ecs.g8i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.g8a", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.g7", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 64)),
    # Compute optimised
    _Family(name="ecs.c8i", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.c8a", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.c7", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 64)),
    # Memory optimised
    _Family(name="ecs.r8i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.r8a", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    _Family(name="ecs.r7", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 64)),
    # The smallest, for stacks without customers: universal and economy, which share their host's CPUs
    _Family(name="ecs.u1-c1m1", gib_per_vcpu=1, vcpus=(2,)),
    _Family(name="ecs.e-c1m1", gib_per_vcpu=1, vcpus=(2,)),
)
"""The preferred family first within a ratio. Sizes: large = 2 vCPU, xlarge = 4, Nxlarge = 4 N.
Source: ECS documentation "Overview of instance families", as of 2026-08."""

_NEAREST = 4
"""How many other sizes an error message proposes."""


def instance_types(vcpu: int, memory_gib: int) -> tuple[InstanceType, ...]:
    """The types with exactly this size, the preferred first; at least two, so that one sold-out type does not stop
    a pool from growing.

    Raises:
        ValueError: Alibaba Cloud has no such size; the message lists the nearest.
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
        f"vcpu and memory_gib must be a size in components/alicloud/catalog.py, got {vcpu} vCPU with "
        f"{memory_gib} GiB; the nearest are {nearest}"
    )


def _ratio(size: int, wanted: int) -> float:
    return max(size / wanted, wanted / size)


def _catalog() -> Iterator[InstanceType]:
    for family in _FAMILIES:
        for vcpu in family.vcpus:
            name = f"{family.name}.{_size_name(vcpu)}"
            yield InstanceType(name=name, vcpu=vcpu, memory_gib=vcpu * family.gib_per_vcpu)


def _size_name(vcpu: int) -> str:
    return {2: "large", 4: "xlarge"}.get(vcpu, f"{vcpu // 4}xlarge")


_CATALOG = tuple(_catalog())
