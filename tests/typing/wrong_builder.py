"""A cloud whose builders take or give what another capability takes or gives, and a program that mixes them up."""

from __future__ import annotations

import dataclasses

import pulumi

from components.queue import Queue, QueueArgs, QueueOutputs
from components.topic import TopicArgs, TopicOutputs
from tests.typing.complete import cloud


def takes_another(name: str, args: TopicArgs, opts: pulumi.ResourceOptions) -> QueueOutputs:
    raise NotImplementedError(name, args, opts)


def gives_another(name: str, args: QueueArgs, opts: pulumi.ResourceOptions) -> TopicOutputs:
    raise NotImplementedError(name, args, opts)


dataclasses.replace(cloud, queue=takes_another)  # refused: incompatible type "Callable[[str, TopicArgs,
dataclasses.replace(cloud, queue=gives_another)  # refused: ResourceOptions], TopicOutputs]"; expected


def use(args: QueueArgs) -> None:
    Queue("work", args, cloud.topic)  # refused: Argument 3 to "Queue" has incompatible type
