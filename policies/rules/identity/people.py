"""How people and machines prove who they are: no keys that never expire, strong passwords, a second factor."""

from __future__ import annotations

from collections.abc import Mapping

from policies.checks import is_true
from policies.rule import Area, Check, Outcome, Rule, Severity, forbidden
from policies.view import View

_FLAGS = (
    "requireUppercaseCharacters",
    "requireLowercaseCharacters",
    "requireNumbers",
    "requireSymbols",
)
_SHORTEST = 14
"""CIS AWS 1.8, CIS Alibaba 1.11; PCI DSS 8.3.6 asks for 12."""
_OLDEST_DAYS = 90
"""PCI DSS 8.3.9, where a password is the only factor."""
_MOST_ATTEMPTS = 5
"""CIS Alibaba 1.14; PCI DSS 8.3.4 allows 10."""


def _password_policy(*, length: int, flags: bool, remembered: int, attempts: Mapping[str, int]) -> Check:
    """What the provider takes where `length` and `flags` are not set; `attempts`: property -> the same."""

    def check(policy: View) -> Outcome:
        shortest = policy.get("minimumPasswordLength", length)
        if shortest < _SHORTEST:
            return f"`minimumPasswordLength` is {shortest}, at least {_SHORTEST} is needed"
        for flag in _FLAGS:
            if policy.get(flag, flags) is not True:
                return f"`{flag}` is not true"
        reuse = policy.get("passwordReusePrevention", 0)
        if reuse < remembered:
            return f"`passwordReusePrevention` is {reuse}, at least {remembered} is needed"
        age = policy.get("maxPasswordAge", 0)
        if not 0 < age <= _OLDEST_DAYS:
            shown = age or "not set: passwords never expire"
            return f"`maxPasswordAge` is {shown}, at most {_OLDEST_DAYS} is allowed"
        for path, default in attempts.items():
            tries = policy.get(path, default)
            if not 0 < tries <= _MOST_ATTEMPTS:
                return (
                    f"`{path}` is {tries or '0: nobody is ever locked out'}, at most {_MOST_ATTEMPTS} is allowed"
                )
        return None

    return check


def _everybody_needs_mfa(preference: View) -> Outcome:
    value = preference.get("mfaOperationForLogin")
    if value is None:  # the older argument says the same
        value = "mandatory" if preference.get("enforceMfaForLogin", False) is True else "independent"
    return None if value == "mandatory" else f"`mfaOperationForLogin` is {value!r}, it must be 'mandatory'"


_KEY = "an access key works from anywhere and never expires"

RULES = (
    Rule(
        id="identity-no-long-lived-keys",
        title="No access keys are created: services use roles, people the identity provider",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="A key that leaks in a log or on a laptop works until somebody notices; a role's credentials end"
        " within hours.",
        remediation="remove it and give the service an Identity. Where a partner can do nothing else: waive it,"
        " set `pgpKey`, and never `secretFile`",
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        checks={
            "aws:iam/accessKey:AccessKey": forbidden(_KEY),
            "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": forbidden(
                "a service-specific credential is a password that works from anywhere"
            ),
            "alicloud:ram/accessKey:AccessKey": forbidden(_KEY),
        },
    ),
    Rule(
        id="identity-password-policy",
        title="Passwords of people are long, mixed, changed, and cannot be guessed by trying",
        area=Area.IDENTITY,
        severity=Severity.MEDIUM,
        why="Stolen password lists are tried against the console of every account; short and reused ones open it.",
        remediation=f"set `minimumPasswordLength` to {_SHORTEST}, the four `require...` flags to true,"
        f" `passwordReusePrevention` to 24, `maxPasswordAge` to {_OLDEST_DAYS}, and on Alibaba Cloud the attempts"
        f" (`maxLoginAttempts`, in PasswordPolicy `maxLoginAttemps`) to {_MOST_ATTEMPTS}",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-7",
        checks={
            # AWS has no lock-out. Without its value the provider sends length 6 and no flag
            "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": _password_policy(
                length=6, flags=False, remembered=24, attempts={}
            ),
            "alicloud:ram/accountPasswordPolicy:AccountPasswordPolicy": _password_policy(
                length=12, flags=True, remembered=5, attempts={"maxLoginAttempts": 5}
            ),
            # The newer resource of the same setting, with its spelling and its defaults
            "alicloud:ram/passwordPolicy:PasswordPolicy": _password_policy(
                length=8, flags=False, remembered=5, attempts={"maxLoginAttemps": 0}
            ),
        },
    ),
    Rule(
        id="identity-console-mfa",
        title="Nobody logs in to the console with a password alone",
        area=Area.IDENTITY,
        severity=Severity.CRITICAL,
        why="One phished password is then enough to read customers' data or to delete the shop.",
        remediation="on AWS let people in through the identity provider, without UserLoginProfile; on Alibaba"
        " Cloud set `mfaBindRequired` of LoginProfile to true and `mfaOperationForLogin` of SecurityPreference to"
        " 'mandatory'",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5",
        checks={
            "aws:iam/userLoginProfile:UserLoginProfile": forbidden(
                "a user with a console password; IAM cannot demand a second factor for it"
            ),
            "alicloud:ram/loginProfile:LoginProfile": is_true("mfaBindRequired"),
            "alicloud:ram/securityPreference:SecurityPreference": _everybody_needs_mfa,
        },
    ),
)
