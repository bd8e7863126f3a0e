"""The disks of model instances."""

from __future__ import annotations

from policies.examples.example import Example, fails, passes, ref, res

_RULE = "encryption-model-endpoint"
_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
_KEY = res("aws:kms/key:Key", "key")

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_CONFIGURATION, kmsKeyArn=ref("key")), _KEY),
    fails(_RULE, res(_CONFIGURATION), says="kmsKeyArn"),
    fails(_RULE, res(_CONFIGURATION, kmsKeyArn="arn:aws:kms:eu-central-1:111122223333:alias/aws/ebs")),
)
