"""From a plan to what a rehearsal plays, whatever the cloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from infra.preview.plan import Plan
from infra.rehearsal.alicloud.read import read as alicloud
from infra.rehearsal.aws.read import read as aws
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.graph import Graph
from infra.rehearsal.planned import Planned

READERS: Mapping[str, Callable[[Graph], Planned]] = {"aws": aws, "alicloud": alicloud}
"""Cloud of a plan -> its reader; they know resource types only, no SDK."""


def read(plan: Plan) -> Planned:
    """Every planned resource that a sale can use up.

    Raises:
        RehearsalError: a plan of another cloud, or a number that decides is known only after `up`.
    """
    if plan.cloud not in READERS:
        raise RehearsalError(f"the plan of {plan.stack} is of {plan.cloud}; allowed: {', '.join(READERS)}")
    return READERS[plan.cloud](Graph(plan))
