"""Accounts that principals and conditions name, and which of them are not this stack's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.reading.documents import Principal, Statement
from policies.view import NotEvaluated, View

_ACCOUNT = re.compile(r"\d{12}|\d{16}")
"""Account ids of AWS have 12 digits, those of Alibaba Cloud 16; ids of its RAM users have 18."""
_BEFORE_RESOURCE = 5
"""Parts of an ARN, at most, before its resource."""
_ACCOUNT_DIGITS = 16
_ACCOUNT_KEYS = (
    *("aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceAccount", "aws:SourceArn", "aws:SourceOwner"),
    *("acs:AccountId", "acs:PrincipalArn", "acs:SourceAccount", "acs:SourceArn", "kms:CallerAccount"),
)


def account_of(text: str) -> str | None:
    """The account in an ARN, in `ACCOUNT` or in `ACCOUNT@service.aliyuncs.com`, `None` where none is named."""
    parts = text.partition("@")[0].split(":")[:_BEFORE_RESOURCE]
    return next((part for part in parts if _ACCOUNT.fullmatch(part)), None)


def foreign_accounts(view: View, texts: Iterable[str]) -> list[str]:
    """The accounts in these texts that are not this stack's own.

    Raises:
        NotEvaluated: there are accounts, and nobody has said which one is the stack's.
    """
    named = [account for account in map(account_of, texts) if account is not None]
    own = view.stack.facts.accounts
    if named and not own:
        raise NotEvaluated(f"whether account {named[0]} is the stack's own is not known: it has no stack file")
    return list(dict.fromkeys(account for account in named if account not in own))


def strangers(view: View, statement: Statement) -> list[str]:
    """The accounts that a statement names, as principals or in conditions, and that are not this stack's own.

    Raises:
        NotEvaluated: nobody can say whose the named ones are.
    """
    conditions = [condition for key in _ACCOUNT_KEYS for condition in statement.on(key)]
    # What an operator with "Not" names is kept out
    limits = [value for condition in conditions if "not" not in condition.compares for value in condition.values]
    return foreign_accounts(view, [*limits, *(p.value for p in statement.principals if _has_account(p))])


def _has_account(principal: Principal) -> bool:
    """Services and identity providers belong to nobody.

    Raises:
        NotEvaluated: OSS takes the bare id of a RAM user, which does not say whose user it is.
    """
    if principal.kind == "" and principal.value.isdecimal() and len(principal.value) > _ACCOUNT_DIGITS:
        raise NotEvaluated(f"which account user {principal.value} belongs to is not known")
    return principal.kind not in {"Service", "Federated", "CanonicalUser"}
