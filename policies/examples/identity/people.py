"""Attachments, keys, passwords and second factors."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_USERS = "identity-no-user-attached-policies"
_ADMIN = "identity-no-managed-admin-attachment"
_KEYS = "identity-no-long-lived-keys"
_PASSWORD = "identity-password-policy"
_MFA = "identity-console-mfa"

_ROLE = "aws:iam/role:Role"
_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment"
_ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
_EXCLUSIVE = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"
_GROUP_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"
_RAM_ROLE_ATTACHMENT = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment"
_RAM_GROUP_ATTACHMENT = "alicloud:ram/groupPolicyAttachment:GroupPolicyAttachment"
_RD_ATTACHMENT = "alicloud:resourcemanager/policyAttachment:PolicyAttachment"
_AWS_PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
_RAM_PASSWORDS = "alicloud:ram/accountPasswordPolicy:AccountPasswordPolicy"
_RAM_PASSWORDS_NEW = "alicloud:ram/passwordPolicy:PasswordPolicy"
_LOGIN = "alicloud:ram/loginProfile:LoginProfile"
_PREFERENCE = "alicloud:ram/securityPreference:SecurityPreference"

_OWN = "arn:aws:iam::111122223333:policy/orders"
_MANAGED = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
_ALL = "arn:aws:iam::aws:policy/AdministratorAccess"
_MIXED = {
    "requireUppercaseCharacters": True,
    "requireLowercaseCharacters": True,
    "requireNumbers": True,
    "requireSymbols": True,
}


def _system(type_: str, name: Any, **more: Any) -> Res:
    return res(type_, policyName=name, policyType="System", **more)


def _passwords(type_: str, **changed: Any) -> Res:
    good = {"minimumPasswordLength": 14, **_MIXED, "passwordReusePrevention": 24, "maxPasswordAge": 90}
    return res(type_, **(good | changed))


EXAMPLES: tuple[Example, ...] = (
    passes(_USERS, res(_ATTACHMENT, policyArn=_OWN, groups=["operators"], roles=["orders"])),
    fails(_USERS, res("aws:iam/userPolicyAttachment:UserPolicyAttachment", user="alice", policyArn=_OWN)),
    fails(_USERS, res("aws:iam/userPolicy:UserPolicy", user="alice", policy="{}")),
    fails(_USERS, res(_ATTACHMENT, policyArn=_OWN, users=["alice"]), says="`users`"),
    fails(
        _USERS,
        res(
            "alicloud:ram/userPolicyAttachment:UserPolicyAttachment",
            userName="alice",
            policyName="orders",
            policyType="Custom",
        ),
    ),
    passes(_USERS, _system(_RD_ATTACHMENT, "ReadOnlyAccess", principalType="IMSGroup")),
    fails(_USERS, _system(_RD_ATTACHMENT, "ReadOnlyAccess", principalType="IMSUser"), says="IMSUser"),
    unknown(_USERS, _system(_RD_ATTACHMENT, "ReadOnlyAccess", principalType=UNKNOWN)),
    passes(_ADMIN, res(_ROLE_ATTACHMENT, role="backup", policyArn=_MANAGED)),
    fails(_ADMIN, res(_ROLE_ATTACHMENT, role="orders", policyArn=_ALL), says="AdministratorAccess allows"),
    fails(_ADMIN, res(_ROLE_ATTACHMENT, role="orders", policyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")),
    fails(_ADMIN, res(_ROLE_ATTACHMENT, role="orders", policyArn="arn:aws-cn:iam::aws:policy/PowerUserAccess")),
    # A policy of one's own is judged by what it allows, not by its name
    passes(_ADMIN, res(_ROLE_ATTACHMENT, role="orders", policyArn="arn:aws:iam::111122223333:policy/FullAccess")),
    unknown(_ADMIN, res(_ROLE_ATTACHMENT, role="orders", policyArn=UNKNOWN)),
    passes(_ADMIN, res(_GROUP_ATTACHMENT, group="operators", policyArn=_OWN)),
    fails(_ADMIN, res(_GROUP_ATTACHMENT, group="operators", policyArn=_ALL)),
    unknown(_ADMIN, res(_GROUP_ATTACHMENT, group="operators", policyArn=UNKNOWN)),
    passes(_ADMIN, res(_ATTACHMENT, policyArn=_OWN, roles=["orders"])),
    fails(_ADMIN, res(_ATTACHMENT, policyArn="arn:aws:iam::aws:policy/IAMFullAccess", roles=["orders"])),
    unknown(_ADMIN, res(_ATTACHMENT, policyArn=UNKNOWN, roles=["orders"])),
    passes(_ADMIN, res(_EXCLUSIVE, roleName="backup", policyArns=[_MANAGED])),
    fails(_ADMIN, res(_EXCLUSIVE, roleName="orders", policyArns=[_MANAGED, _ALL]), says="AdministratorAccess"),
    unknown(_ADMIN, res(_EXCLUSIVE, roleName="orders", policyArns=[UNKNOWN])),
    passes(_ADMIN, res(_ROLE, managedPolicyArns=[_MANAGED])),
    fails(_ADMIN, res(_ROLE, managedPolicyArns=[_MANAGED, _ALL])),
    unknown(_ADMIN, res(_ROLE, managedPolicyArns=[_MANAGED, UNKNOWN])),
    skips(_ADMIN, res(_ROLE, name="orders")),
    passes(
        _ADMIN,
        res(_RAM_ROLE_ATTACHMENT, policyName="floodgate-prod-orders", policyType="Custom", roleName="orders"),
    ),
    fails(
        _ADMIN, _system(_RAM_ROLE_ATTACHMENT, "AliyunOSSFullAccess", roleName="orders"), says="AliyunOSSFullAccess"
    ),
    fails(_ADMIN, _system(_RAM_ROLE_ATTACHMENT, "AdministratorAccess", roleName="orders")),
    passes(_ADMIN, _system(_RAM_ROLE_ATTACHMENT, "AliyunCDNAccessingPrivateOSSRolePolicy", roleName="cdn")),
    unknown(_ADMIN, _system(_RAM_ROLE_ATTACHMENT, UNKNOWN, roleName="orders")),
    passes(_ADMIN, _system(_RAM_GROUP_ATTACHMENT, "AliyunOSSReadOnlyAccess", groupName="operators")),
    fails(_ADMIN, _system(_RAM_GROUP_ATTACHMENT, "AdministratorAccess", groupName="operators")),
    unknown(_ADMIN, _system(_RAM_GROUP_ATTACHMENT, UNKNOWN, groupName="operators")),
    passes(_ADMIN, _system(_RD_ATTACHMENT, "ReadOnlyAccess", principalType="ServiceRole")),
    fails(_ADMIN, _system(_RD_ATTACHMENT, "AdministratorAccess", principalType="ServiceRole")),
    unknown(_ADMIN, _system(_RD_ATTACHMENT, UNKNOWN, principalType="ServiceRole")),
    fails(_KEYS, res("aws:iam/accessKey:AccessKey", user="partner")),
    fails(_KEYS, res("aws:iam/serviceSpecificCredential:ServiceSpecificCredential", userName="partner")),
    fails(_KEYS, res("alicloud:ram/accessKey:AccessKey", userName="partner", secretFile="partner.json")),
    passes(_PASSWORD, _passwords(_AWS_PASSWORDS)),
    # The provider sends length 6 where nothing is set
    fails(_PASSWORD, res(_AWS_PASSWORDS), says="`minimumPasswordLength` is 6"),
    fails(_PASSWORD, _passwords(_AWS_PASSWORDS, requireSymbols=False), says="`requireSymbols`"),
    fails(_PASSWORD, _passwords(_AWS_PASSWORDS, passwordReusePrevention=5), says="at least 24"),
    fails(_PASSWORD, _passwords(_AWS_PASSWORDS, maxPasswordAge=None), says="never expire"),
    fails(_PASSWORD, _passwords(_AWS_PASSWORDS, maxPasswordAge=365)),
    unknown(_PASSWORD, _passwords(_AWS_PASSWORDS, maxPasswordAge=UNKNOWN)),
    passes(
        _PASSWORD,
        res(_RAM_PASSWORDS, minimumPasswordLength=14, passwordReusePrevention=5, maxPasswordAge=90),
    ),
    fails(_PASSWORD, res(_RAM_PASSWORDS), says="`minimumPasswordLength` is 12"),
    fails(_PASSWORD, _passwords(_RAM_PASSWORDS, maxLoginAttempts=0), says="locked out"),
    fails(_PASSWORD, _passwords(_RAM_PASSWORDS, maxLoginAttempts=10)),
    unknown(_PASSWORD, _passwords(_RAM_PASSWORDS, maxLoginAttempts=UNKNOWN)),
    passes(_PASSWORD, _passwords(_RAM_PASSWORDS_NEW, maxLoginAttemps=5)),
    # The newer resource has other defaults: no flag, no lock-out
    fails(_PASSWORD, _passwords(_RAM_PASSWORDS_NEW), says="`maxLoginAttemps`"),
    fails(
        _PASSWORD, _passwords(_RAM_PASSWORDS_NEW, requireNumbers=None, maxLoginAttemps=5), says="`requireNumbers`"
    ),
    unknown(_PASSWORD, _passwords(_RAM_PASSWORDS_NEW, maxLoginAttemps=UNKNOWN)),
    fails(_MFA, res("aws:iam/userLoginProfile:UserLoginProfile", user="alice")),
    passes(_MFA, res(_LOGIN, userName="alice", password="[secret]", mfaBindRequired=True)),
    fails(_MFA, res(_LOGIN, userName="alice", password="[secret]"), says="`mfaBindRequired`"),
    unknown(_MFA, res(_LOGIN, userName="alice", password="[secret]", mfaBindRequired=UNKNOWN)),
    passes(_MFA, res(_PREFERENCE, mfaOperationForLogin="mandatory")),
    fails(_MFA, res(_PREFERENCE), says="'independent'"),
    passes(_MFA, res(_PREFERENCE, enforceMfaForLogin=True)),
    fails(_MFA, res(_PREFERENCE, enforceMfaForLogin=True, mfaOperationForLogin="adaptive")),
    fails(_MFA, res(_PREFERENCE, mfaOperationForLogin="adaptive")),
    unknown(_MFA, res(_PREFERENCE, mfaOperationForLogin=UNKNOWN)),
)
