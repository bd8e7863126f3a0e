"""Which calls in the audit trail people must hear of: CIS AWS Foundations Benchmark v3.0 to v5.0, section 4."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AuditEvent:
    """One kind of call, and how often it may be seen."""

    role: str
    says: str
    pattern: str
    """CloudWatch Logs filter pattern over CloudTrail records, at most 1,024 characters."""
    at_least: int = 1
    """Alarm at this many in five minutes."""


def _named(*names: str, source: str | None = None) -> str:
    """Calls with one of these names, of one service if `source` is given."""
    any_name = " || ".join(f"($.eventName = {name})" for name in names)
    return f"{{ {any_name} }}" if source is None else f"{{ ($.eventSource = {source}) && ({any_name}) }}"


AUDIT_EVENTS = (
    AuditEvent(
        role="denied-calls",
        says="calls are denied: somebody tries what they may not, or a service has too few rights",
        pattern=(
            '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*"))'
            ' && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }'
        ),
        # Single denials are everyday: consoles probe what a user may see
        at_least=10,
    ),
    AuditEvent(
        role="no-mfa",
        says="a user logged in to the console without a second factor",
        pattern=(
            '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
            ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }'
        ),
    ),
    AuditEvent(
        role="root",
        says="the root user was used",
        pattern=(
            '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS)'
            ' && ($.eventType != "AwsServiceEvent") }'
        ),
    ),
    AuditEvent(
        role="iam",
        says="rights were changed in IAM",
        pattern=_named(
            "DeleteGroupPolicy",
            "DeleteRolePolicy",
            "DeleteUserPolicy",
            "PutGroupPolicy",
            "PutRolePolicy",
            "PutUserPolicy",
            "CreatePolicy",
            "DeletePolicy",
            "CreatePolicyVersion",
            "DeletePolicyVersion",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "AttachUserPolicy",
            "DetachUserPolicy",
            "AttachGroupPolicy",
            "DetachGroupPolicy",
            source="iam.amazonaws.com",
        ),
    ),
    AuditEvent(
        role="trail",
        says="an audit trail was changed or stopped",
        pattern=_named("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
    ),
    AuditEvent(
        role="failed-logins",
        says="log-ins to the console failed",
        pattern='{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
        # A mistyped password is no attack
        at_least=3,
    ),
    AuditEvent(
        role="keys",
        says="an encryption key was disabled or is going to be deleted",
        pattern=_named("DisableKey", "ScheduleKeyDeletion", source="kms.amazonaws.com"),
    ),
    AuditEvent(
        role="bucket-policies",
        says="who may reach a bucket was changed",
        pattern=_named(
            "PutBucketAcl",
            "PutBucketPolicy",
            "PutBucketCors",
            "PutBucketLifecycle",
            "PutBucketReplication",
            "DeleteBucketPolicy",
            "DeleteBucketCors",
            "DeleteBucketLifecycle",
            "DeleteBucketReplication",
            source="s3.amazonaws.com",
        ),
    ),
    AuditEvent(
        role="config",
        says="the recording of AWS Config was changed or stopped",
        pattern=_named(
            "StopConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutDeliveryChannel",
            "PutConfigurationRecorder",
            source="config.amazonaws.com",
        ),
    ),
    AuditEvent(
        role="firewalls",
        says="a security group was changed",
        pattern=_named(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        ),
    ),
    AuditEvent(
        role="network-acls",
        says="a network ACL was changed",
        pattern=_named(
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        ),
    ),
    AuditEvent(
        role="gateways",
        says="a gateway of the network was changed",
        pattern=_named(
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        ),
    ),
    AuditEvent(
        role="routes",
        says="a route of the network was changed",
        pattern=_named(
            "CreateRoute",
            "CreateRouteTable",
            "ReplaceRoute",
            "ReplaceRouteTableAssociation",
            "DeleteRouteTable",
            "DeleteRoute",
            "DisassociateRouteTable",
            source="ec2.amazonaws.com",
        ),
    ),
    AuditEvent(
        role="networks",
        says="a network was made, changed, connected or deleted",
        pattern=_named(
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            "AcceptVpcPeeringConnection",
            "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection",
        ),
    ),
    AuditEvent(
        role="organization",
        says="the AWS organization was changed",
        pattern=_named(
            "AcceptHandshake",
            "AttachPolicy",
            "CreateAccount",
            "CreateOrganizationalUnit",
            "CreatePolicy",
            "DeclineHandshake",
            "DeleteOrganization",
            "DeleteOrganizationalUnit",
            "DeletePolicy",
            "DetachPolicy",
            "DisablePolicyType",
            "EnablePolicyType",
            "InviteAccountToOrganization",
            "LeaveOrganization",
            "MoveAccount",
            "RemoveAccountFromOrganization",
            "UpdateOrganizationalUnit",
            "UpdatePolicy",
            source="organizations.amazonaws.com",
        ),
    ),
)
