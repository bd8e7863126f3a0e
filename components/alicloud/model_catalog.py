"""Which instance types of PAI-EAS have a size."""

from __future__ import annotations

from components.instance_sizes import Family, of_size

_VCPUS = (2, 4, 8, 16, 32, 64)
_CATALOG = tuple(
    kind
    for family in (
        Family(name="ecs.g7", gib_per_vcpu=4, vcpus=_VCPUS),
        Family(name="ecs.g6", gib_per_vcpu=4, vcpus=_VCPUS[:5]),
        Family(name="ecs.c7", gib_per_vcpu=2, vcpus=_VCPUS),
        Family(name="ecs.c6", gib_per_vcpu=2, vcpus=_VCPUS[:5]),
        Family(name="ecs.r7", gib_per_vcpu=8, vcpus=_VCPUS),
        Family(name="ecs.r6", gib_per_vcpu=8, vcpus=_VCPUS[:5]),
    )
    for kind in family.types()
)
"""Of the public resource group, the preferred family first within a ratio. Which of them a region has says the API
DescribeMachineSpec; that it has these is an assumption. Source of the sizes: ECS documentation "Overview of
instance families", as of 2026-08."""


def model_instance_types(vcpu: int, memory_gib: int) -> tuple[str, ...]:
    """The types with exactly this size; EAS takes the first that can be had.

    Raises:
        InvalidArgument: PAI-EAS has no such size; the message lists the nearest.
    """
    return tuple(
        kind.name for kind in of_size(_CATALOG, vcpu, memory_gib, table="components/alicloud/model_catalog.py")
    )
