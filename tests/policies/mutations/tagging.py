"""What breaks the rules about tags in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import REMOVED, Mutation

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="tagging-required-keys",
        cloud="aws",
        type="aws:sqs/queue:Queue",
        set={"tags.owner": REMOVED},
    ),
    Mutation(
        rule="tagging-required-keys",
        cloud="alicloud",
        type="alicloud:message/serviceQueue:ServiceQueue",
        set={"tags": {}},
    ),
    Mutation(
        rule="tagging-data-classification",
        cloud="aws",
        type="aws:s3/bucket:Bucket",
        name="media-bucket",
        set={"tags.data-classification": "secret"},
    ),
    Mutation(
        rule="tagging-data-classification",
        cloud="alicloud",
        type="alicloud:oss/bucket:Bucket",
        name="media-data",
        set={"tags.data-classification": REMOVED},
    ),
)
