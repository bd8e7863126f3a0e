"""Logs of caches and search domains."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown
from policies.facts import Environment

_RULE = "log-cache-and-search-audit"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_SEARCH = "aws:opensearch/domain:Domain"
_ELASTIC = "alicloud:elasticsearch/instance:Instance"
_REDIS = "alicloud:kvstore/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"


def _to(*kinds: Any, destination: Any = "/shop/cache") -> list[dict[str, Any]]:
    return [{"logType": kind, "destination": destination} for kind in kinds]


def _published(*kinds: str, enabled: Any = True) -> list[dict[str, Any]]:
    return [{"logType": kind, "cloudwatchLogGroupArn": UNKNOWN, "enabled": enabled} for kind in kinds]


def _audit(days: Any, audited: Any = True, of: str = "cache") -> Res:
    type_ = "alicloud:kvstore/auditLogConfig:AuditLogConfig"
    return res(type_, "audit", instanceId=ref(of), dbAudit=audited, retention=days)


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_CACHE, engine="valkey", logDeliveryConfigurations=_to("slow-log", "engine-log"))),
    fails(_RULE, res(_CACHE, engine="valkey", logDeliveryConfigurations=_to("slow-log")), says="engine-log"),
    fails(_RULE, res(_CACHE, engine="valkey"), says="slow-log, engine-log"),
    unknown(_RULE, res(_CACHE, engine="valkey", logDeliveryConfigurations=_to("slow-log", UNKNOWN))),
    passes(_RULE, res(_SEARCH, logPublishingOptions=_published("AUDIT_LOGS", "ES_APPLICATION_LOGS"))),
    fails(_RULE, res(_SEARCH, logPublishingOptions=_published("ES_APPLICATION_LOGS")), says="AUDIT_LOGS"),
    fails(
        _RULE, res(_SEARCH, logPublishingOptions=_published("AUDIT_LOGS", "ES_APPLICATION_LOGS", enabled=False))
    ),
    unknown(
        _RULE, res(_SEARCH, logPublishingOptions=_published("AUDIT_LOGS", "ES_APPLICATION_LOGS", enabled=UNKNOWN))
    ),
    passes(_RULE, res(_ELASTIC, settingConfig={"xpack.security.audit.enabled": "true"})),
    fails(_RULE, res(_ELASTIC, settingConfig={"xpack.security.audit.enabled": "false"}), says="audit.enabled"),
    fails(_RULE, res(_ELASTIC, version="7.10_with_X-Pack"), says="audit.enabled"),
    unknown(_RULE, res(_ELASTIC, settingConfig={"xpack.security.audit.enabled": UNKNOWN})),
    passes(_RULE, res(_REDIS, "cache"), _audit(365)),
    # left out, `dbAudit` is on
    passes(
        _RULE,
        res(_REDIS, "cache"),
        res("alicloud:kvstore/auditLogConfig:AuditLogConfig", instanceId=ref("cache"), retention=365),
    ),
    fails(_RULE, res(_REDIS, "cache"), says="no AuditLogConfig"),
    fails(_RULE, res(_REDIS, "cache"), _audit(365, audited=False), says="dbAudit"),
    unknown(_RULE, res(_REDIS, "cache"), _audit(UNKNOWN)),
    passes(_RULE, res(_TAIR, "cache"), _audit(365)),
    fails(_RULE, res(_TAIR, "cache"), _audit(90), says="`retention` is 90"),
    passes(_RULE, res(_TAIR, "cache"), _audit(90), environment=Environment.STAGING),
    fails(_RULE, res(_TAIR, "cache"), res(_TAIR, "other"), _audit(365, of="other")),
    unknown(_RULE, res(_TAIR, "cache"), _audit(365, audited=UNKNOWN)),
)
