"""Data that must not be kept."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_TABLE = "aws:dynamodb/table:Table"
_OTS_TABLE = "alicloud:ots/table:Table"
_OTS = "alicloud:ots/instance:Instance"
_LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
_WEB_ACL = "aws:wafv2/webAcl:WebAcl"
_CARDS = {"data-classification": "cardholder"}
_INTERNAL = {"data-classification": "internal"}
_TTL = {"enabled": True, "attributeName": "expires_at"}

_EXPIRY: tuple[Example, ...] = (
    passes("data-retention-ttl", res(_TABLE, "sessions", ttl=_TTL)),
    fails("data-retention-ttl", res(_TABLE, "sessions", ttl={"enabled": False}), says="rows stay for ever"),
    fails("data-retention-ttl", res(_TABLE, "payments", tags=_CARDS)),
    fails("data-retention-ttl", res(_TABLE, "logins", name="prod-user-sessions", tags=_INTERNAL)),
    fails("data-retention-ttl", res(_TABLE, "logins", name="userSessions", tags=_INTERNAL)),
    fails("data-retention-ttl", res(_TABLE, "SessionStore", tags=_INTERNAL)),
    skips("data-retention-ttl", res(_TABLE, "products", name="obsessions", tags=_INTERNAL)),
    unknown("data-retention-ttl", res(_TABLE, "sessions", ttl={"enabled": UNKNOWN})),
    unknown("data-retention-ttl", res(_TABLE, "payments", tags={"data-classification": UNKNOWN})),
    passes(
        "data-retention-ttl",
        res(_OTS_TABLE, "payments", instanceName=ref("store"), tableName="payments", timeToLive=2592000),
        res(_OTS, "store", tags=_CARDS),
    ),
    fails(
        "data-retention-ttl",
        res(_OTS_TABLE, "payments", instanceName=ref("store"), tableName="payments", timeToLive=-1),
        res(_OTS, "store", tags=_CARDS),
        says="`timeToLive` is -1",
    ),
    skips(
        "data-retention-ttl",
        res(_OTS_TABLE, "products", instanceName=ref("store"), tableName="products", timeToLive=-1.0),
        res(_OTS, "store", tags=_INTERNAL),
    ),
    unknown("data-retention-ttl", res(_OTS_TABLE, "sessions", instanceName=UNKNOWN, timeToLive=UNKNOWN)),
)


def _redacting(*headers: str) -> list[dict[str, dict[str, str]]]:
    return [{"singleHeader": {"name": header}} for header in headers]


_PROTECTION = {
    "dataProtections": [
        {"action": "HASH", "field": {"fieldType": "SINGLE_HEADER", "fieldKeys": ["cookie", "authorization"]}}
    ]
}

_REDACTION: tuple[Example, ...] = (
    passes(
        "data-waf-log-redaction",
        res(_LOGGING, resourceArn=UNKNOWN, redactedFields=_redacting("Authorization", "cookie")),
    ),
    fails(
        "data-waf-log-redaction",
        res(_LOGGING, "log", resourceArn=ref("acl"), redactedFields=_redacting("authorization")),
        res(_WEB_ACL, "acl", scope="REGIONAL"),
        says="leave out cookie",
    ),
    passes(
        "data-waf-log-redaction",
        res(_LOGGING, "log", resourceArn=ref("acl")),
        res(_WEB_ACL, "acl", scope="REGIONAL", dataProtectionConfig=_PROTECTION),
    ),
    fails(
        "data-waf-log-redaction",
        res(_LOGGING, "log", resourceArn=ref("acl"), redactedFields=[{"queryString": {}}]),
        res(_WEB_ACL, "acl", scope="REGIONAL"),
        says="authorization, cookie",
    ),
    unknown("data-waf-log-redaction", res(_LOGGING, resourceArn="arn:aws:wafv2:eu-central-1:1:regional/webacl/x")),
    unknown("data-waf-log-redaction", res(_LOGGING, redactedFields=[{"singleHeader": {"name": UNKNOWN}}])),
)

EXAMPLES: tuple[Example, ...] = (*_EXPIRY, *_REDACTION)
