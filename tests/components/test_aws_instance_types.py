"""Which instance types a size gets on AWS."""

import pytest

from components.aws.catalog import instance_types


@pytest.mark.parametrize(
    ("vcpu", "memory_gib", "names"),
    [
        (2, 8, ["m7i.large", "m7a.large", "m6i.large"]),
        (8, 16, ["c7i.2xlarge", "c7a.2xlarge", "c6i.2xlarge"]),
        (32, 256, ["r7i.8xlarge", "r7a.8xlarge", "r6i.8xlarge"]),
        (2, 2, ["t3.small", "t3a.small"]),
    ],
)
def test_catalog_finds_exact_sizes(vcpu: int, memory_gib: int, names: list[str]) -> None:
    assert [kind.name for kind in instance_types(vcpu, memory_gib)] == names


def test_every_size_of_the_catalog_has_at_least_two_types_of_one_kind() -> None:
    for vcpu in (2, 4, 8, 16, 32, 48, 64, 96, 128, 192):
        for ratio in (1, 2, 4, 8):
            if ratio == 1 and vcpu > 2:
                continue
            kinds = instance_types(vcpu, vcpu * ratio)
            assert len(kinds) >= 2
            assert len({kind.burstable for kind in kinds}) == 1
