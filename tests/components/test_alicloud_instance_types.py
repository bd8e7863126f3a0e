"""Which instance types a size gets on Alibaba Cloud."""

import pytest

from components.alicloud.catalog import instance_types


@pytest.mark.parametrize(
    ("vcpu", "memory_gib", "names"),
    [
        (2, 8, ["ecs.g8i.large", "ecs.g8a.large", "ecs.g7.large"]),
        (8, 16, ["ecs.c8i.2xlarge", "ecs.c8a.2xlarge", "ecs.c7.2xlarge"]),
        (32, 256, ["ecs.r8i.8xlarge", "ecs.r8a.8xlarge", "ecs.r7.8xlarge"]),
        (2, 2, ["ecs.u1-c1m1.large", "ecs.e-c1m1.large"]),
    ],
)
def test_catalog_finds_exact_sizes(vcpu: int, memory_gib: int, names: list[str]) -> None:
    assert [kind.name for kind in instance_types(vcpu, memory_gib)] == names


def test_every_size_of_the_catalog_has_at_least_two_types() -> None:
    for vcpu in (2, 4, 8, 16, 32, 48, 64, 96):
        for ratio in (2, 4, 8):
            assert len(instance_types(vcpu, vcpu * ratio)) >= 2
