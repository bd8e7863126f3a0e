"""Load tests end by themselves, and nobody starts one by mistake."""

from __future__ import annotations

from policies.reading.documents import statements
from policies.reading.service import component_of
from policies.reading.tasks import started_by_hand
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.capacity.groups import ESS_GROUP
from policies.rules.network.containers import TASK
from policies.view import View

_COMPONENT = "load-test"
_ROLE = "aws:iam/role:Role"
_ESS_TASK = "alicloud:ess/scheduledTask:ScheduledTask"
_OTHER = NotApplicable("it is no load test")


def _fargate(task: View) -> Outcome:
    if component_of(task) != _COMPONENT:
        return _OTHER
    roles = task.targets("executionRoleArn", _ROLE)
    if not roles:
        return "no role of the stack starts it (`executionRoleArn`)"
    for role in roles:
        for statement in statements(role, "assumeRolePolicy"):
            ways = {condition.compares for condition in statement.on("aws:CurrentTime")}
            if statement.allows and not ways >= {"dategreaterthan", "datelessthan"}:
                return f"{role.name} starts it at any time: nothing asks for `aws:CurrentTime`"
    return None


def _eci(group: View) -> Outcome:
    if component_of(group) != _COMPONENT:
        return _OTHER
    if started_by_hand(group) is None:
        return "`minSize` is above 0: it runs without anybody starting it"
    for task in group.referring(_ESS_TASK, "scalingGroupId"):
        if task.get("maxValue") == 0:
            return None
    return "no ScheduledTask sets `maxValue` to 0: it runs until somebody thinks of it"


RULES = (
    Rule(
        id="stack-load-test-has-end",
        title="Load tests run in an agreed window only",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A forgotten load test costs machines day and night, and takes from customers what the shop carries.",
        remediation="build it with LoadGenerator; its window is `start` and `end` of `floodgate:load_test`",
        source="https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/test-reliability.html",
        checks={TASK: _fargate, ESS_GROUP: _eci},
        scope=Scope.STACK,
    ),
)
