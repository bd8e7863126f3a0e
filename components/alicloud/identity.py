"""One RAM role per service, for its ECS instances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi

from components.alicloud.context import AlicloudContext
from components.alicloud.policy import Statement
from components.alicloud.ram_role import ram_role
from components.errors import UnsupportedOnCloud
from components.identity import Access, Grant, IdentityArgs, IdentityOutputs


@dataclass(frozen=True, kw_only=True)
class Right:
    """Actions on the resource of a grant, or on what lies below it."""

    actions: tuple[str, ...]
    below: str = ""


_READ_OBJECTS = Right(actions=("oss:GetObject",), below="/*")
_LIST_OBJECTS = Right(actions=("oss:ListObjects",))
_READ_ITEMS = ("ots:GetRow", "ots:GetRange", "ots:BatchGetRow", "ots:DescribeTable")

RIGHTS: dict[Access, tuple[Right, ...]] = {
    Access.SECRET_READ: (Right(actions=("kms:GetSecretValue",)),),
    Access.TABLE_READ: (Right(actions=_READ_ITEMS),),
    Access.TABLE_READ_WRITE: (
        Right(actions=(*_READ_ITEMS, "ots:PutRow", "ots:UpdateRow", "ots:DeleteRow", "ots:BatchWriteRow")),
    ),
    Access.BUCKET_READ: (_READ_OBJECTS, _LIST_OBJECTS),
    Access.BUCKET_READ_WRITE: (
        _READ_OBJECTS,
        _LIST_OBJECTS,
        Right(actions=("oss:PutObject", "oss:DeleteObject", "oss:AbortMultipartUpload"), below="/*"),
    ),
    Access.BUCKET_APPEND: (Right(actions=("oss:PutObject",), below="/*"),),
    Access.BUCKET_AUDIT: (
        Right(actions=("oss:GetObject", "oss:GetObjectVersion"), below="/*"),
        Right(
            actions=("oss:ListObjects", "oss:ListObjectVersions", "oss:GetBucketVersioning", "oss:GetBucketWorm")
        ),
    ),
    Access.QUEUE_SEND: (Right(actions=("mns:SendMessage",), below="/messages"),),
    Access.QUEUE_CONSUME: (
        Right(
            actions=("mns:ReceiveMessage", "mns:DeleteMessage", "mns:ChangeMessageVisibility"),
            below="/messages",
        ),
        Right(actions=("mns:GetQueueAttributes",)),
    ),
    Access.QUEUE_REPLAY: (
        # SMQ has no call that moves messages: whoever brings them back receives, sends and deletes them
        Right(
            actions=("mns:ReceiveMessage", "mns:DeleteMessage", "mns:ChangeMessageVisibility"),
            below="/messages",
        ),
        Right(actions=("mns:GetQueueAttributes",)),
    ),
    Access.TOPIC_PUBLISH: (Right(actions=("mns:PublishMessage",), below="/messages"),),
    Access.STREAM_WRITE: (Right(actions=("log:PostLogStoreLogs",)),),
    Access.STREAM_READ: (
        Right(actions=("log:GetCursorOrData", "log:ListShards")),
        Right(
            actions=(
                "log:CreateConsumerGroup",
                "log:ConsumerGroupHeartBeat",
                "log:ConsumerGroupUpdateCheckPoint",
                "log:GetConsumerGroupCheckPoint",
                "log:ListConsumerGroup",  # how a reader finds the group that another has made
            ),
            below="/consumergroup/*",
        ),
    ),
    Access.KEY_READ: (Right(actions=("kms:Decrypt",)),),
    # EAS asks for a token instead of a role; who may describe the service finds it there
    Access.MODEL_INVOKE: (Right(actions=("eas:DescribeService",)),),
    Access.KEY_USE: (Right(actions=("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")),),
    # RAM knows no domains and no addresses of DirectMail, so the one ARN of a sender is `*`: who may send may send
    # as each sender of the account. Source: Direct Mail, "RAM authorization", 2026-02.
    Access.MAIL_SEND: (Right(actions=("dm:SingleSendMail",)),),
    Access.SMS_SEND: (Right(actions=("dysms:SendSms",)),),
}
"""What each kind of access allows. Source: the RAM authorisation pages of KMS, Tablestore, OSS, SMQ, SLS and PAI,
2026-04. ARNs of grants: `acs:kms:REGION:ACCOUNT:secret/NAME`, `acs:kms:REGION:ACCOUNT:key/ID`,
`acs:ots:REGION:ACCOUNT:instance/NAME/table/NAME`, `acs:oss:*:ACCOUNT:NAME`,
`acs:mns:REGION:ACCOUNT:/queues/NAME`, `acs:mns:REGION:ACCOUNT:/topics/NAME`,
`acs:log:REGION:ACCOUNT:project/PROJECT/logstore/NAME`, `acs:eas:REGION:ACCOUNT:service/NAME`."""

_REGISTRY_DOMAIN = ".cr.aliyuncs.com"


def build_identity(
    ctx: AlicloudContext, name: str, args: IdentityArgs, opts: pulumi.ResourceOptions
) -> IdentityOutputs:
    """The role, which ECS gives to instances by its name (there is no instance profile), and its policies.

    Raises:
        UnsupportedOnCloud: a grant that RAM cannot give.
    """
    role = ram_role(
        ctx,
        name,
        "ecs",
        opts,
        service="ecs.aliyuncs.com",
        description=f"Instances of {name}",
        statements=[
            *granted(args.grants),
            _allow(["log:PostLogStoreLogs"], [args.log_arn]),
            *pull_image(ctx, args.image_repository, args.registry_id),
        ],
    )
    return IdentityOutputs(role_arn=role.arn, instance_role=role.name)


NOT_IN_RAM = dict.fromkeys(
    (Access.SEARCH_QUERY, Access.SEARCH_UPDATE, Access.SEARCH_OWN),
    "Elasticsearch knows its own accounts only; its secret is what a client needs",
)
"""Kinds of access that RAM cannot give."""


def granted(grants: tuple[Grant, ...]) -> Iterator[Statement]:
    """One statement per right, for all resources that have it: a policy holds at most 6,144 bytes."""
    for grant in grants:
        if grant.access in NOT_IN_RAM:
            raise UnsupportedOnCloud("alicloud", f"access={grant.access.value}", NOT_IN_RAM[grant.access])
    for access, rights in RIGHTS.items():
        arns = [grant.arn for grant in grants if grant.access is access]
        for right in rights if arns else ():
            yield _allow(list(right.actions), [_below(arn, right.below) for arn in arns])


def _below(arn: pulumi.Input[str], suffix: str) -> pulumi.Input[str]:
    return pulumi.Output.concat(arn, suffix) if suffix else arn


def pull_image(ctx: AlicloudContext, image_repository: str, registry_id: str | None) -> Iterator[Statement]:
    """Pull exactly one repository. Registries that are not Container Registry know no RAM."""
    host, _, path = image_repository.partition("/")
    if registry_id is None or not host.endswith(_REGISTRY_DOMAIN):
        return
    yield _allow(["cr:PullRepository"], [ctx.arn("cr", f"repository/{registry_id}/{path}")])
    # A token carries the rights of whoever asks for it; the API knows no resources
    yield _allow(["cr:GetAuthorizationToken"], ["*"])


def _allow(actions: list[str], resources: list[pulumi.Input[str]] | list[str]) -> Statement:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}
