"""Which actions of the clouds can be limited to named resources, and which ones let a role give itself rights.

Sources: for AWS the Service Authorization Reference, "Actions, resources, and condition keys", 2026-11; for
Alibaba Cloud the pages "RAM authorization" of the services (their "All Resources"), 2026-11.
"""

from __future__ import annotations

import re

from policies.reading.documents import matches

_LOOKS = re.compile(
    r"(describe|list|get|batchget|batchcheck|batchdescribe|lookup|search|view|check)", re.IGNORECASE
)
"""Verbs of actions that show settings. That they see all of an account is accepted; see `_READS_DATA`."""

_READS_DATA = (
    *("s3:GetObject", "s3:GetObjectVersion", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:GetRecords"),
    *("secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
    *("ssm:GetParameterHistory", "kinesis:GetRecords", "logs:GetLogEvents", "lambda:GetFunction"),
    *("ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ec2:GetPasswordData", "redshift:GetClusterCredentials"),
    *("oss:GetObject", "oss:GetObjectVersion", "kms:GetSecretValue", "oos:GetSecretParameter"),
    *("oos:GetSecretParameters", "ots:GetRow", "ots:GetRange", "ots:BatchGetRow", "log:GetLogStoreLogs"),
    *("log:GetCursorOrData",),
)
"""Actions with such a verb that show what is stored, and that take named resources."""

_UNLIMITED = (
    *("cloudwatch:PutMetricData", "xray:Put*", "ssmmessages:*", "ec2messages:*", "ssm:PutInventory"),
    *("ssm:PutConfigurePackageResult", "kms:GenerateRandom", "kms:CreateKey", "ecs:DiscoverPollEndpoint"),
    *("ecs:DeregisterTaskDefinition", "config:PutEvaluations", "sts:DecodeAuthorizationMessage"),
    *("logs:CreateLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "sns:SetSMSAttributes"),
    *("route53:CreateHostedZone", "acm:RequestCertificate", "lambda:CreateEventSourceMapping"),
    "personalize:PutEvents",
    # The policy of the account itself: a service that writes its log to a group of ours adds itself to it. Source:
    # Step Functions developer guide, "Using CloudWatch Logs to log execution history", whose statement has the
    # resource `*`; CloudWatch Logs API reference, PutResourcePolicy, whose `resourceArn` may be left out
    "logs:PutResourcePolicy",
    # Each instance reports itself, and its ARN does not exist when the policy is written. Source: Systems Manager
    # user guide, "Create a custom IAM role for Session Manager", whose statement has the resource `*`
    "ssm:UpdateInstanceInformation",
    *("comprehend:Detect*", "rekognition:Detect*", "textract:*", "translate:TranslateText"),
    *("cms:PutCustomMetric", "cms:PutCustomEvent", "dm:*", "dysms:*"),
)
"""Actions that change or send something and know no resources."""

OWN_RIGHTS = (
    *("iam:PassRole", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:AttachRolePolicy"),
    *("iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy"),
    *("iam:PutGroupPolicy", "iam:AddUserToGroup", "iam:UpdateAssumeRolePolicy", "iam:CreateAccessKey"),
    *("iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:DeleteRolePermissionsBoundary"),
    *("iam:PutRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"),
    *("ram:PassRole", "ram:CreatePolicyVersion", "ram:SetDefaultPolicyVersion", "ram:AttachPolicyToRole"),
    *("ram:AttachPolicyToUser", "ram:AttachPolicyToGroup", "ram:AddUserToGroup", "ram:UpdateRole"),
    *("ram:CreateAccessKey", "ram:CreateLoginProfile", "ram:UpdateLoginProfile"),
)
"""With one of these on any role, policy or user, whoever holds it can get every right of the account.
Source: Rhino Security Labs, "AWS IAM Privilege Escalation"; the actions of RAM that do the same."""

_ANY_IDENTITY = re.compile(r"(.*:)?((role|user|group|policy)/)?\*+", re.IGNORECASE)


def names_resources(action: str) -> bool:
    """Whether an action, or one that the pattern covers, changes or reads what could be named as a resource."""
    if any(matches(pattern, action) for pattern in _UNLIMITED):
        return False
    reads_data = any(matches(action, read) for read in _READS_DATA)
    return reads_data or not _LOOKS.match(action.partition(":")[2])


def any_identity(resource: str) -> bool:
    """Whether a resource is every role, user, group or policy of an account."""
    return _ANY_IDENTITY.fullmatch(resource) is not None
