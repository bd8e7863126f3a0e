"""Which SageMaker instance types have a size."""

from __future__ import annotations

from components.instance_sizes import Family, of_size

_VCPUS = (2, 4, 8, 16, 32, 48, 64, 96, 192)
_CATALOG = tuple(
    kind
    for family in (
        Family(name="ml.m7i", gib_per_vcpu=4, vcpus=_VCPUS),
        Family(name="ml.c7i", gib_per_vcpu=2, vcpus=_VCPUS),
        Family(name="ml.r7i", gib_per_vcpu=8, vcpus=_VCPUS),
    )
    for kind in family.types()
)
"""None has a disk of its own: SageMaker refuses a customer key for those that have. Source: SageMaker API
reference, ProductionVariant, InstanceType, and CreateEndpointConfig, KmsKeyId, 2026-11."""


def model_instance_type(vcpu: int, memory_gib: int) -> str:
    """The type with exactly this size.

    Raises:
        InvalidArgument: SageMaker has no such size; the message lists the nearest.
    """
    return of_size(_CATALOG, vcpu, memory_gib, table="components/aws/model_catalog.py")[0].name
