"""Search clusters: people are told before one loses documents or takes no more."""

from __future__ import annotations

from policies.reading.alarms import unwatched
from policies.rule import LIVE, Area, Check, Outcome, Rule, Scope, Severity
from policies.view import View

_OPENSEARCH = {
    "health": {"ClusterStatus.red"},
    "storage": {"FreeStorageSpace", "ClusterIndexWritesBlocked"},
    "memory": {"JVMMemoryPressure"},
    "processor": {"CPUUtilization"},
}
_ELASTICSEARCH = {
    "health": {"ClusterStatus"},
    "storage": {"NodeDiskUtilization"},
    "memory": {"NodeHeapMemoryUtilization"},
    "processor": {"NodeCPUUtilization"},
}
"""Names: CloudWatch metrics of OpenSearch Service (AWS/ES); CloudMonitor acs_elasticsearch, as of 2026-11."""


def _watched(needs: dict[str, set[str]]) -> Check:
    def check(cluster: View) -> Outcome:
        open_ = unwatched(cluster, needs)
        return f"no alarm on its {', '.join(open_)}" if open_ else None

    return check


RULES = (
    Rule(
        id="stack-search-has-alarm",
        title="People are told before a search cluster loses documents or takes no more",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A cluster that is red finds only some products and says nothing of it; one that is full keeps"
        " yesterday's prices.",
        remediation="build the cluster with SearchCluster, which adds the alarms and sends them to `notify`",
        source="https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html",
        checks={
            "aws:opensearch/domain:Domain": _watched(_OPENSEARCH),
            "alicloud:elasticsearch/instance:Instance": _watched(_ELASTICSEARCH),
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
