"""Models behind end points.

Source: SageMaker API reference, CreateModel, CreateEndpointConfig and CreateEndpoint, 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_WITH_DISKS = re.compile(r"ml\.([a-z]+\d+[a-z]*d[a-z]*|g5|g6|p4d|p4de|p5)\..+")
"""Types with disks of their own, by the d in their names or by their family."""
_BATCH = "deploymentConfig.rollingUpdatePolicy.maximumBatchSize"
_LEAST_PERCENT, _MOST_PERCENT = 5, 50


def model(subject: Subject) -> Iterator[Finding]:
    """A container has an image, or is that of a package."""
    for container in (*subject.parts("primaryContainer"), *subject.parts("containers[]")):
        if not container.get("image") and not container.get("modelPackageName"):
            yield container.finding("image", "must be given, or modelPackageName")


def variants(subject: Subject) -> Iterator[Finding]:
    """A variant has instances or none; disks of one's own are not encrypted with a key of one's own."""
    for variant in subject.parts("productionVariants[]"):
        serverless = variant.get("serverlessConfig")
        for path in ("instanceType", "initialInstanceCount"):
            if serverless and variant.get(path):
                yield variant.finding(path, "must not be given with serverlessConfig")
            if not serverless and not variant.get(path):
                yield variant.finding(path, "must be given, or serverlessConfig")
        type_ = variant.text("instanceType")
        if subject.get("kmsKeyArn") and _WITH_DISKS.fullmatch(type_):
            yield subject.finding("kmsKeyArn", f"is not possible with {type_}, which encrypts its own disks")


def batch(subject: Subject) -> Iterator[Finding]:
    """A rolling update takes a part of the instances at a time."""
    percent = subject.number(f"{_BATCH}.value")
    if percent is None or subject.text(f"{_BATCH}.type") != "CAPACITY_PERCENT":
        return
    if not _LEAST_PERCENT <= percent <= _MOST_PERCENT:
        yield subject.finding(f"{_BATCH}.value", f"must be from {_LEAST_PERCENT} to {_MOST_PERCENT} percent")


RULES: Rules = {
    "aws:sagemaker/endpoint:Endpoint": (batch,),
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": (variants,),
    "aws:sagemaker/model:Model": (model,),
}
