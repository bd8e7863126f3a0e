"""Which SageMaker instance types have a size."""

from __future__ import annotations

from components.instance_sizes import Family, of_size

_VCPUS = (2, 4, 8, 16, 48, 96)
_CATALOG = tuple(
    kind
    for family in (
        Family(name="ml.m5", gib_per_vcpu=4, vcpus=_VCPUS),
        Family(name="ml.c5", gib_per_vcpu=2, vcpus=(2, 4, 8, 16, 36, 72)),
        Family(name="ml.r5", gib_per_vcpu=8, vcpus=_VCPUS),
    )
    for kind in family.types()
)
"""The newest x86-64 families that hosting has in every region of origin.py: the seventh generation (`ml.m7i`) is
in the API, but not in Frankfurt or Singapore. Source: AWS Price List API, AmazonSageMaker, hosting, 2026-10.

None has a disk of its own: SageMaker refuses a customer key for those that have. Source: SageMaker API
reference, CreateEndpointConfig, KmsKeyId, 2026-11."""


def model_instance_type(vcpu: int, memory_gib: int) -> str:
    """The type with exactly this size.

    Raises:
        InvalidArgument: SageMaker has no such size; the message lists the nearest.
    """
    return of_size(_CATALOG, vcpu, memory_gib, table="components/aws/model_catalog.py")[0].name
