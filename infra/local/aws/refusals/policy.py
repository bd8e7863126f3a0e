"""The grammar of JSON policies: what AWS refuses to store, wherever the document stands.

Source: IAM guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements", 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.aws.refusals.subject import listed

VERSIONS = ("2012-10-17", "2008-10-17")
_TOP = ("Version", "Id", "Statement")
_STATEMENT = (
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"),
)
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")
_AWS = re.compile(r"\*|\d{12}|arn:aws[^:]*:(iam|sts)::(\d{12}|aws):.+|A[A-Z0-9]{15,}")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?|[a-z0-9-]+\.aws\.internal")
_RESOURCE = re.compile(r"\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+|\$\{.+")
_SID = re.compile(r"[A-Za-z0-9]*")
_OPERATOR = re.compile(
    r"(ForAllValues:|ForAnyValue:)?("
    r"String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?"
    r"|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)"
    r")(IfExists)?|Null"
)


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a document is for, and so what its statements must have."""

    principal: bool
    """Required; otherwise forbidden."""
    resource: bool
    """Required; otherwise forbidden."""
    service: str = ""
    """The only service whose actions make sense here; empty for any."""
    plain_sids: bool = False
    """Statement ids have letters and digits only."""


class Malformed(Exception):  # noqa: N818 - the word of the service: MalformedPolicyDocument
    """The text is no policy document at all."""


def parse(document: Any) -> dict[str, Any]:
    """The document as an object.

    Raises:
        Malformed: it is neither an object nor the JSON text of one.
    """
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError as error:
            raise Malformed(f"is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise Malformed("must be a JSON object")
    return document


def statements(document: Any) -> list[dict[str, Any]]:
    """The statements of a document that may be malformed: those that can be read."""
    try:
        return [each for each in listed(parse(document).get("Statement")) if isinstance(each, dict)]
    except Malformed:
        return []


def problems(document: Any, form: Form) -> Iterator[str]:
    """Everything that is wrong with a document, each one clause."""
    try:
        parsed = parse(document)
    except Malformed as error:
        yield str(error)
        return
    for key in parsed.keys() - set(_TOP):
        yield f"has the element {key}, which no policy has"
    if "Version" in parsed and parsed["Version"] not in VERSIONS:
        yield f"has the Version {parsed['Version']}, must be {VERSIONS[0]}"
    found = listed(parsed.get("Statement"))
    if not found or not all(isinstance(each, dict) for each in found):
        yield "must have a Statement, which is an object or a list of them"
        return
    sids: set[str] = set()
    for index, statement in enumerate(found, start=1):
        sid = str(statement.get("Sid") or "")
        label = f"statement {sid or index}"
        for problem in _statement(statement, form):
            yield f"{label}: {problem}"
        if sid in sids:
            yield f"{label}: two statements have this Sid"
        sids |= {sid} - {""}


def _statement(statement: dict[str, Any], form: Form) -> Iterator[str]:
    for key in statement.keys() - set(_STATEMENT):
        yield f"has the element {key}, which no statement has"
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield f"Effect must be Allow or Deny, is {statement.get('Effect')}"
    if form.plain_sids and not _SID.fullmatch(str(statement.get("Sid") or "")):
        yield "Sid must have letters and digits only"
    yield from _either(statement, "Action", required=True)
    yield from _either(statement, "Principal", required=form.principal)
    yield from _either(statement, "Resource", required=form.resource)
    for action in (*listed(statement.get("Action")), *listed(statement.get("NotAction"))):
        if not isinstance(action, str) or not _ACTION.fullmatch(action):
            yield f"Action must be like service:Name, is {action}"
        elif form.service and action.partition(":")[0].lower() not in (form.service, "*"):
            yield f"Action must be one of {form.service}, is {action}"
    for resource in (*listed(statement.get("Resource")), *listed(statement.get("NotResource"))):
        if not isinstance(resource, str) or not _RESOURCE.fullmatch(resource):
            yield f"Resource must be an ARN or *, is {resource}"
    for key in ("Principal", "NotPrincipal"):
        yield from _principal(statement[key]) if key in statement else ()
    yield from _condition(statement.get("Condition"))


def _either(statement: dict[str, Any], key: str, *, required: bool) -> Iterator[str]:
    """Exactly one of `X` and `NotX`, or neither."""
    given = [name for name in (key, f"Not{key}") if statement.get(name) not in (None, [], {}, "")]
    if required and not given:
        yield f"{key} is missing"
    elif len(given) > 1:
        yield f"has both {key} and Not{key}"
    elif given and not required:
        yield f"{given[0]} has no place in this kind of policy"


def _principal(principal: Any) -> Iterator[str]:
    if principal == "*":
        return
    if not isinstance(principal, dict):
        yield f'Principal must be "*" or an object with one of {", ".join(_PRINCIPALS)}, is {principal}'
        return
    for kind, values in principal.items():
        if kind not in _PRINCIPALS:
            yield f"Principal must be one of {', '.join(_PRINCIPALS)}, is {kind}"
        for value in listed(values):
            if kind == "AWS" and not _AWS.fullmatch(str(value)):
                yield f"Principal AWS must be an account, the ARN of an IAM identity or *, is {value}"
            if kind == "Service" and not _SERVICE.fullmatch(str(value)):
                yield f"Principal Service must be like sns.amazonaws.com, is {value}"


def _condition(condition: Any) -> Iterator[str]:
    if condition is None:
        return
    if not isinstance(condition, dict):
        yield "Condition must be an object"
        return
    for operator, test in condition.items():
        if not _OPERATOR.fullmatch(operator):
            yield f"Condition has the operator {operator}, which does not exist"
        if not isinstance(test, dict) or not all(":" in key for key in test):
            yield f"Condition {operator} must be an object of keys like aws:SourceArn"
