"""The stack is what its file name says, in a region that exists on its cloud."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem
from infra.settings.rules.cloud_facts import facts
from infra.settings.stack_file import stack_file


def file_name(draft: Draft) -> Iterator[Problem]:
    """`Pulumi.<environment>-<cloud>.yaml`: a copied file must not become a second production by accident."""
    stack = draft.config.stack
    environment, _, cloud = draft.name.rpartition("-")
    right = stack_file(f"{stack.environment}-{stack.cloud}")
    for key, given, named in (("environment", stack.environment, environment), ("cloud", stack.cloud, cloud)):
        if given.value != named:
            yield draft.in_stack(
                ("stack", key),
                "does not match the file name, which is `Pulumi.<environment>-<cloud>.yaml`",
                given=given.value,
                allowed=named,
                fix=f"change it, or rename the file to {right}",
            )


def region_of_the_cloud(draft: Draft) -> Iterator[Problem]:
    """The region has the form that the cloud gives its regions."""
    cloud, region = facts(draft), draft.config.region
    if not cloud.region.pattern.match(region):
        yield draft.in_stack(
            ("region",), f"is not a region of {cloud.title}", given=region, allowed=cloud.region.words
        )
