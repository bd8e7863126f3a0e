"""Models."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_PRIVATE = "network-model-endpoint-private"
_MODEL = "aws:sagemaker/model:Model"
_SERVICE = "alicloud:pai/service:Service"
_SUBNETS = {"subnets": [ref("subnet")], "securityGroupIds": [ref("group")]}
_AROUND = (res("aws:ec2/subnet:Subnet", "subnet"), res("aws:ec2/securityGroup:SecurityGroup", "group"))


def _eas(*, off: Any = True, vpc: str | None = "vpc-1") -> Res:
    told = {"networking": {"disable_internet_endpoint": off}, "cloud": {"networking": {"vpc_id": vpc}}}
    return res(_SERVICE, serviceConfig=json.dumps(told))


EXAMPLES: tuple[Example, ...] = (
    passes(_PRIVATE, res(_MODEL, enableNetworkIsolation=True, vpcConfig=_SUBNETS), *_AROUND),
    fails(_PRIVATE, res(_MODEL, vpcConfig=_SUBNETS), *_AROUND, says="enableNetworkIsolation"),
    fails(_PRIVATE, res(_MODEL, enableNetworkIsolation=True), says="vpcConfig.subnets"),
    unknown(_PRIVATE, res(_MODEL, enableNetworkIsolation=UNKNOWN, vpcConfig=_SUBNETS), *_AROUND),
    passes(_PRIVATE, _eas()),
    fails(_PRIVATE, _eas(off=False), says="the internet gets an address"),
    fails(_PRIVATE, _eas(vpc=None), says="outside the VPC"),
    fails(_PRIVATE, res(_SERVICE, serviceConfig="{}"), says="disable_internet_endpoint"),
    unknown(_PRIVATE, res(_SERVICE, serviceConfig=UNKNOWN)),
)
