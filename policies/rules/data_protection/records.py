"""Data that must not be kept: rows past their time, and secrets in firewall logs."""

from __future__ import annotations

import re

from policies.reading.data_class import CARDHOLDER, data_class
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_SESSION = re.compile(r"((?<![a-zA-Z])[sS]|(?<=[a-z])S)essions?(?![a-z])|(?<![A-Z])SESSIONS?(?![A-Z])")
"""`user-sessions`, `userSessions`, `SessionStore`, but not `obsessions`."""
_WEB_ACL = "aws:wafv2/webAcl:WebAcl"
_SECRET_HEADERS = ("authorization", "cookie")
_FOREVER = -1


def _may_stay(table: View, physical: str) -> bool:
    """Cardholder data may not, and sessions, which only the table's names tell, may not."""
    if _SESSION.search(table.name) or data_class(table) == CARDHOLDER:
        return False
    return not _SESSION.search(str(table.get(physical, "")))


_NOT_LIMITED = NotApplicable("neither sessions nor cardholder data are kept in it")


def _dynamodb_expires(table: View) -> Outcome:
    ttl = table.at("ttl")
    if ttl.get("enabled", False) is True and ttl.has("attributeName"):
        return None
    if _may_stay(table, "name"):
        return _NOT_LIMITED
    return "`ttl.enabled` is not true: rows stay for ever"


def _tablestore_expires(table: View) -> Outcome:
    if float(table.get("timeToLive", _FOREVER)) != _FOREVER:
        return None
    if _may_stay(table, "tableName"):
        return _NOT_LIMITED
    return "`timeToLive` is -1: rows stay for ever"


def _redacted(logging: View) -> Outcome:
    kept = set(_SECRET_HEADERS) - {
        str(field.get("singleHeader.name")).lower()
        for field in logging.each("redactedFields")
        if field.has("singleHeader")
    }
    if not kept:
        return None
    acls = logging.targets("resourceArn", _WEB_ACL)
    if not acls:
        raise NotEvaluated("its web ACL, which may hide the headers itself, is not in this stack")
    for acl in acls:
        kept -= _hidden(acl)
    return f"`redactedFields` leave out {', '.join(sorted(kept))}" if kept else None


def _hidden(acl: View) -> set[str]:
    """Headers that the firewall replaces or hashes before it writes anything."""
    return {
        str(key).lower()
        for protection in acl.each("dataProtectionConfig.dataProtections")
        if protection.get("field.fieldType") == "SINGLE_HEADER"
        for key in protection.values("field.fieldKeys")
    }


RULES = (
    Rule(
        id="data-retention-ttl",
        title="Sessions and cardholder data in tables have an end",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="A session that never ends can be stolen years later, and PCI DSS 3.2.1 forbids to keep card data"
        " longer than needed.",
        remediation="set `expire_days` of Table (shop.yaml: `tables.<name>.expire_days`)",
        source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html",
        checks={
            "aws:dynamodb/table:Table": _dynamodb_expires,
            "alicloud:ots/table:Table": _tablestore_expires,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="data-waf-log-redaction",
        title="Firewall logs hold no credentials and no session cookies",
        area=Area.DATA_PROTECTION,
        severity=Severity.MEDIUM,
        why="Whoever may read logs could otherwise log in as any customer whose request was blocked.",
        remediation="leave the log to Edge and LoadBalancer; the headers are `SECRET_HEADERS` in"
        " components/aws/web_acl_log.py",
        source="https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
        checks={"aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": _redacted},
        not_applicable={"alicloud": "no resource of the provider chooses what the firewall's log leaves out"},
        scope=Scope.STACK,
    ),
)
