"""Every type that a stack uses has a broken variation that is noticed, or a reason why not."""

from __future__ import annotations

import pytest

from tests.local.alicloud.broken import BROKEN as ALICLOUD
from tests.local.aws.broken import BROKEN as AWS
from tests.local.variation import Broken
from tests.stacks import MOMENTS, of_cloud

BROKEN: dict[str, tuple[Broken, ...]] = {"aws": AWS, "alicloud": ALICLOUD}
UNBROKEN = {
    "alicloud:dns/alidnsDomain:AlidnsDomain": "only dev makes its own zone, and the variations are of prod",
}
"""Type -> why nothing of it is broken."""
each_cloud = pytest.mark.parametrize("cloud", sorted(BROKEN))


def used(cloud: str) -> set[str]:
    """The types of all stacks of a cloud, at all times."""
    return {
        resource.type
        for stack, at in MOMENTS
        if stack.endswith(f"-{cloud}")
        for resource in of_cloud(stack, at)
        if resource.type.startswith(f"{cloud}:")
    }


def noticed(cloud: str) -> set[str]:
    """The types of which something is broken that is noticed."""
    return {f"{cloud}:{broken.type}" for broken in BROKEN[cloud] if not broken.missed}


@each_cloud
def test_of_every_type_that_is_used_something_is_broken(cloud: str) -> None:
    missing = used(cloud) - noticed(cloud) - UNBROKEN.keys()

    assert missing == set(), "add variations to tests/local/*/broken, or a reason to UNBROKEN"


@each_cloud
def test_no_reason_is_out_of_date(cloud: str) -> None:
    reasons = {type_ for type_ in UNBROKEN if type_.startswith(f"{cloud}:")}

    assert reasons <= used(cloud) - noticed(cloud)
