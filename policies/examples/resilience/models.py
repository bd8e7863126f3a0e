"""Models of several instances, and of one."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_RULE = "resilience-model-several-instances"
_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
_SERVICE = "alicloud:pai/service:Service"


def _variant(**more: Any) -> Res:
    return res(_CONFIGURATION, productionVariants=[{"variantName": "main", "modelName": "tips", **more}])


def _service(first: int, scaler: dict[str, int] | None = None) -> Res:
    told = {"metadata": {"name": "tips", "instance": first}} | ({"autoscaler": scaler} if scaler else {})
    return res(_SERVICE, serviceConfig=json.dumps(told))


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _variant(initialInstanceCount=3)),
    passes(_RULE, _variant(serverlessConfig={"maxConcurrency": 20, "memorySizeInMb": 2048})),
    passes(_RULE, _variant(managedInstanceScaling={"minInstanceCount": 2, "maxInstanceCount": 9})),
    fails(_RULE, _variant(initialInstanceCount=1), says="`productionVariants[0].initialInstanceCount` is 1"),
    fails(_RULE, _variant(), says="is 1, at least 2"),
    unknown(_RULE, _variant(initialInstanceCount=UNKNOWN)),
    passes(_RULE, _service(3)),
    passes(_RULE, _service(1, {"min": 2, "max": 9})),
    fails(_RULE, _service(1), says="asks for 1 instances"),
    fails(_RULE, _service(3, {"min": 1, "max": 9})),
    unknown(_RULE, res(_SERVICE, serviceConfig=UNKNOWN)),
)
