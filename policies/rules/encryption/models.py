"""The disks of machines that answer for models."""

from __future__ import annotations

from policies.reading.own_key import own_key
from policies.rule import Area, Rule, Severity

RULES = (
    Rule(
        id="encryption-model-endpoint",
        title="Disks of model instances are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="What customers ask a model, and what it keeps of that, lies on the disks of its instances.",
        remediation="set `disk_key_arn` of ModelEndpoint",
        source="https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
        checks={"aws:sagemaker/endpointConfiguration:EndpointConfiguration": own_key("kmsKeyArn")},
        not_applicable={"alicloud": "the disks of PAI-EAS take no customer key"},
    ),
)
