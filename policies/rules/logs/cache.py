"""Logs of caches and search domains."""

from __future__ import annotations

from policies.reading.buckets import attached
from policies.reading.choice import one_is_good
from policies.rule import Area, Check, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_AUDIT = "alicloud:kvstore/auditLogConfig:AuditLogConfig"
_AUDIT_SETTING = "xpack.security.audit.enabled"
_MOST_DAYS = 365
"""The service keeps them no longer. Source: documentation of `alicloud.kvstore.AuditLogConfig`, `retention`."""


def _delivers(path: str, destination: str, *kinds: str) -> Check:
    """Each kind of log goes somewhere."""

    def check(store: View) -> Outcome:
        missing = [kind for kind in kinds if not _delivered(store, path, destination, kind)]
        return f"`{path}` lacks {', '.join(missing)}" if missing else None

    return check


def _delivered(store: View, path: str, destination: str, kind: str) -> bool:
    faults = one_is_good(store.each(path), lambda log: _off(log, destination, kind))
    return faults is None


def _off(log: View, destination: str, kind: str) -> str | None:
    if log.get("logType") != kind:
        return "of another kind"
    switched_on = "enabled" not in log.inputs() or log.get("enabled") is True
    return None if switched_on and log.has(destination) else "off"


def _records(instance: View) -> Outcome:
    """Elasticsearch keeps its logs itself; the record of requests is off unless a setting turns it on."""
    switched = instance.get("settingConfig", {}).get(_AUDIT_SETTING, "false")
    return None if str(switched).lower() == "true" else f"`settingConfig` has no `{_AUDIT_SETTING}` true"


def _audited(instance: View) -> Outcome:
    least = min(instance.stack.facts.demands.security_log_days, _MOST_DAYS)
    faults = one_is_good(attached(instance, _AUDIT, "instanceId"), lambda config: _too_short(config, least))
    return None if faults is None else next(iter(faults), "no AuditLogConfig of it")


def _too_short(config: View, least: int) -> str | None:
    if config.get("dbAudit", True) is not True:
        return f"{config.name}: `dbAudit` is not true"
    days = config.get("retention")
    if days is None:
        raise NotEvaluated("`retention` is not set, and the service's default is not documented")
    return None if int(days) >= least else f"{config.name}: `retention` is {days}, at least {least} are needed"


RULES = (
    Rule(
        id="log-cache-and-search-audit",
        title="Caches and search domains deliver the logs that they can write",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="They hold sessions and carts of customers; without logs nobody sees what blocks them and, where the"
        " service records requests, who reads them.",
        remediation="build caches with Cache, which switches the logs on; its `log_retention_days` come from"
        " `retention.security_logs_days` in the stack file; the same is true of SearchCluster",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-5",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _delivers(
                "logDeliveryConfigurations", "destination", "slow-log", "engine-log"
            ),
            "aws:opensearch/domain:Domain": _delivers(
                "logPublishingOptions", "cloudwatchLogGroupArn", "AUDIT_LOGS", "ES_APPLICATION_LOGS"
            ),
            "alicloud:elasticsearch/instance:Instance": _records,
            "alicloud:kvstore/instance:Instance": _audited,
            "alicloud:redis/tairInstance:TairInstance": _audited,
        },
        scope=Scope.STACK,
    ),
)
