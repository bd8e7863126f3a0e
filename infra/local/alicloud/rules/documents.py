"""Policies: who may do what, as JSON in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_VERSION = "1"
_MOST_CHARACTERS = 6144
"""Of a RAM policy. Source: RAM API reference, CreatePolicy, 2026-08."""
_STATEMENT = frozenset(
    {"Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition", "Sid"}
)
_ACTION = re.compile(r"\*|[a-zA-Z0-9_-]+:[A-Za-z0-9*?/_-]+")
_RESOURCE = re.compile(r"\*|acs:[^:]*:[^:]*:[^:]*:.+")
_ROLE_ACTIONS = ("sts:AssumeRole", "sts:*", "*")
_PRINCIPALS = {
    "Service": re.compile(r"[A-Za-z0-9.-]+\.aliyuncs\.com"),
    "RAM": re.compile(r"\*|acs:ram::(\d{16}|\*):(root|user/.+|role/.+|\*)"),
    "Federated": re.compile(r"acs:ram::\d{16}:(saml|oidc)-provider/.+"),
}
_BLOCK = "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock"


def identity_policy(case: Case) -> Iterator[Finding]:
    """What an identity may do: no principal, for it is whoever the policy is attached to."""
    path = "policyDocument"
    text = case.value(path)
    if isinstance(text, str) and len(text) > _MOST_CHARACTERS:
        yield case.refuse(path, f"must have at most {_MOST_CHARACTERS} characters", len(text))
    found: list[Finding] = []
    for where, statement in _statements(case, path, found):
        yield from _acts(case, path, where, statement)
        yield from _on(case, path, where, statement)
        if "Principal" in statement or "NotPrincipal" in statement:
            yield case.refuse(
                path, f"{where} must have no Principal: it is who the policy is attached to", statement
            )
    yield from found


def trust_policy(case: Case) -> Iterator[Finding]:
    """Who may take a role."""
    path = "assumeRolePolicyDocument"
    found: list[Finding] = []
    for where, statement in _statements(case, path, found):
        actions = _listed(statement.get("Action"))
        if not actions or any(action not in _ROLE_ACTIONS for action in actions):
            yield case.refuse(path, f"{where} must have the Action sts:AssumeRole", statement.get("Action"))
        if "Resource" in statement:
            yield case.refuse(path, f"{where} must have no Resource: it is the role", statement["Resource"])
        principal = statement.get("Principal")
        if not isinstance(principal, dict) or not principal or principal.keys() - _PRINCIPALS.keys():
            what = f"{where} must have a Principal with Service, RAM or Federated"
            yield case.refuse(path, what, principal)
            continue
        for kind, names in principal.items():
            for name in _listed(names) or [""]:
                if not _PRINCIPALS[kind].fullmatch(str(name)):
                    yield case.refuse(path, f"{where} names a principal that is no {kind}", name)
    yield from found


def bucket_policy(case: Case) -> Iterator[Finding]:
    """Who may do what with a bucket; nothing for everybody while public access is blocked."""
    path = "policy"
    blocked = any(
        other.get("bucket") == case.value("bucket") and other.get("blockPublicAccess") is True
        for other in case.others(_BLOCK)
    )
    found: list[Finding] = []
    for where, statement in _statements(case, path, found):
        yield from _acts(case, path, where, statement)
        yield from _on(case, path, where, statement)
        principals = _listed(statement.get("Principal"))
        if not principals and "NotPrincipal" not in statement:
            yield case.refuse(path, f"{where} must have a Principal", statement)
        if blocked and statement.get("Effect") == "Allow" and "*" in principals and not statement.get("Condition"):
            yield case.refuse(path, f"{where} is for everybody, and public access to the bucket is blocked", "*")
    yield from found


def endpoint_policy(case: Case) -> Iterator[Finding]:
    """What may be reached through an endpoint."""
    path = "policyDocument"
    if case.value(path) is None:
        return
    found: list[Finding] = []
    for where, statement in _statements(case, path, found):
        yield from _acts(case, path, where, statement)
        yield from _on(case, path, where, statement)
        if not _listed(statement.get("Principal")):
            yield case.refuse(path, f"{where} must have a Principal", statement)
    yield from found


def _statements(case: Case, path: str, found: list[Finding]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The statements of a document, each with its place in words; what is wrong with the frame goes to `found`."""
    given = case.value(path)
    try:
        document = json.loads(given) if isinstance(given, str) else given
    except ValueError as error:
        found.append(case.refuse(path, f"must be JSON: {error}", given))
        return
    if not isinstance(document, dict):
        found.append(case.refuse(path, "must be a JSON object with Version and Statement", given))
        return
    if document.get("Version") != _VERSION:
        found.append(case.refuse(path, f'must have the Version "{_VERSION}"', document.get("Version")))
    if extra := sorted(document.keys() - {"Version", "Statement"}):
        found.append(case.refuse(path, "must have nothing but Version and Statement", extra[0]))
    statements = document.get("Statement")
    if not isinstance(statements, list) or not statements:
        found.append(case.refuse(path, "must have a Statement, a list that is not empty", statements))
        return
    for index, statement in enumerate(statements):
        where = f"Statement[{index}]"
        if not isinstance(statement, dict):
            found.append(case.refuse(path, f"{where} must be an object", statement))
            continue
        if statement.get("Effect") not in ("Allow", "Deny"):
            found.append(case.refuse(path, f"{where} must have the Effect Allow or Deny", statement.get("Effect")))
        if unknown := sorted(statement.keys() - _STATEMENT):
            found.append(case.refuse(path, f"{where} must have no {unknown[0]}", unknown[0]))
        if not isinstance(statement.get("Condition", {}), dict):
            found.append(case.refuse(path, f"{where} must have an object as Condition", statement["Condition"]))
        yield where, statement


def _acts(case: Case, path: str, where: str, statement: dict[str, Any]) -> Iterator[Finding]:
    actions = _listed(statement.get("Action", statement.get("NotAction")))
    if not actions:
        yield case.refuse(path, f"{where} must have an Action", statement)
    for action in actions:
        if not _ACTION.fullmatch(str(action)):
            yield case.refuse(path, f"{where} has an Action that is not SERVICE:OPERATION", action)


def _on(case: Case, path: str, where: str, statement: dict[str, Any]) -> Iterator[Finding]:
    resources = _listed(statement.get("Resource", statement.get("NotResource")))
    if not resources:
        yield case.refuse(path, f"{where} must have a Resource", statement)
    for resource in resources:
        if not _RESOURCE.fullmatch(str(resource)):
            yield case.refuse(path, f"{where} has a Resource that is neither * nor an ARN, acs:...", resource)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
