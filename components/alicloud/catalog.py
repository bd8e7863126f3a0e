"""Which instance types have a size: the pool states vCPU and memory, the table names what Alibaba Cloud sells."""

from __future__ import annotations

from components.instance_sizes import Family, InstanceType, of_size

_FAMILIES = (
    # General purpose
    Family(name="ecs.g8i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.g8a", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.g7", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 64)),
    # Compute optimised
    Family(name="ecs.c8i", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.c8a", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.c7", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 32, 64)),
    # Memory optimised
    Family(name="ecs.r8i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.r8a", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96)),
    Family(name="ecs.r7", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 64)),
    # The smallest, for stacks without customers: universal and economy, which share their host's CPUs
    Family(name="ecs.u1-c1m1", gib_per_vcpu=1, vcpus=(2,)),
    Family(name="ecs.e-c1m1", gib_per_vcpu=1, vcpus=(2,)),
)
"""The preferred family first within a ratio. Sizes: large = 2 vCPU, xlarge = 4, Nxlarge = 4 N.
Source: ECS documentation "Overview of instance families", as of 2026-08."""

_CATALOG = tuple(kind for family in _FAMILIES for kind in family.types())


def instance_types(vcpu: int, memory_gib: int) -> tuple[InstanceType, ...]:
    """The types with exactly this size, the preferred first; at least two, so that one sold-out type does not stop
    a pool from growing.

    Raises:
        InvalidArgument: Alibaba Cloud has no such size; the message lists the nearest.
    """
    return of_size(_CATALOG, vcpu, memory_gib, table="components/alicloud/catalog.py")
