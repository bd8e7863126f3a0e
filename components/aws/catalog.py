"""Which instance types have a size: the pool states vCPU and memory, the table names what AWS sells."""

from __future__ import annotations

from components.instance_sizes import Family, InstanceType, of_size

_FAMILIES = (
    # General purpose
    Family(name="m7i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 192)),
    Family(name="m7a", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128, 192)),
    Family(name="m6i", gib_per_vcpu=4, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128)),
    # Compute optimised. Their smallest size, 2 vCPU and 4 GiB, is left out: there the burstable types stand
    Family(name="c7i", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 192)),
    Family(name="c7a", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 128, 192)),
    Family(name="c6i", gib_per_vcpu=2, vcpus=(4, 8, 16, 32, 48, 64, 96, 128)),
    # Memory optimised
    Family(name="r7i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 192)),
    Family(name="r7a", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128, 192)),
    Family(name="r6i", gib_per_vcpu=8, vcpus=(2, 4, 8, 16, 32, 48, 64, 96, 128)),
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

_CATALOG = (*(kind for family in _FAMILIES for kind in family.types()), *_BURSTABLE)


def instance_types(vcpu: int, memory_gib: int) -> tuple[InstanceType, ...]:
    """The types with exactly this size, the preferred first; at least two, so that one sold-out type does not stop
    a pool from growing.

    Raises:
        InvalidArgument: AWS has no such size; the message lists the nearest.
    """
    return of_size(_CATALOG, vcpu, memory_gib, table="components/aws/catalog.py")
