"""Tags of everything, and the class of data of stores."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown
from policies.rules.tagging.tags import STORES

_KEYS = "tagging-required-keys"
_CLASS = "tagging-data-classification"
_QUEUE = "aws:sqs/queue:Queue"
_GROUP = "aws:autoscaling/group:Group"
_SMQ_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_PROVIDER = "pulumi:providers:aws"
_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "jobs",
    "managed-by": "pulumi",
}
_SOME = {"project": "floodgate", "environment": "prod", "component": "jobs", "managed-by": "pulumi"}
_REST = {"owner": "platform@example.net", "cost-center": "shop-prod"}
_JOBS = res(_QUEUE, "jobs", {"provider": "shop"}, tags=_SOME)


def _group(*, propagate: bool, **tags: Any) -> Res:
    entries = [{"key": key, "value": value, "propagateAtLaunch": propagate} for key, value in tags.items()]
    return res(_GROUP, "orders", tags=entries)


_OF_KEYS: tuple[Example, ...] = (
    passes(_KEYS, res(_QUEUE, "jobs", tags=_TAGS)),
    fails(_KEYS, res(_QUEUE, "jobs", tags=_SOME), says="`tags` lack owner, cost-center"),
    fails(_KEYS, res(_QUEUE, "jobs"), says="project, environment, owner"),
    passes(_KEYS, res(_QUEUE, "jobs", tags={**_TAGS, "owner": UNKNOWN})),
    unknown(_KEYS, res(_QUEUE, "jobs", tags=UNKNOWN)),
    # What its provider adds to everything counts, and what another one adds does not
    passes(_KEYS, _JOBS, res(_PROVIDER, "shop", defaultTags={"tags": _REST}), res(_PROVIDER, "us-east-1")),
    passes(_KEYS, _JOBS, res(_PROVIDER, "shop", defaultTags=json.dumps({"tags": _REST}))),
    fails(_KEYS, _JOBS, res(_PROVIDER, "shop"), res(_PROVIDER, "us-east-1", defaultTags={"tags": _REST})),
    passes(_KEYS, res(_QUEUE, "jobs", tags=_SOME), res(_PROVIDER, "default_7_51_1", defaultTags={"tags": _REST})),
    fails(_KEYS, res(_QUEUE, "jobs", tags=_SOME), res(_PROVIDER, "shop", defaultTags={"tags": _REST})),
    skips(_KEYS, res("aws:sqs/queuePolicy:QueuePolicy", "jobs", queueUrl=UNKNOWN, policy="{}")),
    passes(_KEYS, _group(propagate=True, **_TAGS)),
    fails(_KEYS, _group(propagate=True, **_SOME), says="owner"),
    # Instances are what is paid for
    fails(_KEYS, _group(propagate=False, **_TAGS), says="its instances do not get"),
    unknown(_KEYS, res(_GROUP, "orders", tags=[{"key": UNKNOWN, "value": "floodgate"}])),
    passes(_KEYS, res(_SMQ_QUEUE, "jobs", tags=_TAGS)),
    fails(_KEYS, res(_SMQ_QUEUE, "jobs", tags=_SOME), says="owner, cost-center"),
    skips(_KEYS, res("alicloud:ram/rolePolicyAttachment:RolePolicyAttachment", "jobs", roleName="jobs")),
    unknown(_KEYS, res(_SMQ_QUEUE, "jobs", tags=UNKNOWN)),
)

_OF_CLASSES: tuple[Example, ...] = tuple(
    example
    for type_ in STORES
    for example in (
        passes(_CLASS, res(type_, "orders", tags={**_TAGS, "data-classification": "cardholder"})),
        fails(_CLASS, res(type_, "orders", tags=_TAGS), says="`tags` lack data-classification"),
        fails(_CLASS, res(type_, "orders", tags={"data-classification": "secret"}), says="is 'secret'"),
        unknown(_CLASS, res(type_, "orders", tags=UNKNOWN)),
    )
)

_BY_PROVIDER = {"tags": {"data-classification": "internal"}}

EXAMPLES: tuple[Example, ...] = (
    *_OF_KEYS,
    *_OF_CLASSES,
    passes(
        _CLASS,
        res("aws:s3/bucket:Bucket", "media", {"provider": "shop"}, bucket="shop-media"),
        res(_PROVIDER, "shop", defaultTags=_BY_PROVIDER),
    ),
)
