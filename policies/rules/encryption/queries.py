"""What queries of the lake leave behind is encrypted."""

from __future__ import annotations

from policies.checks import shown
from policies.reading.own_key import not_own
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View

_WITH_KEYS = ("SSE_KMS", "CSE_KMS")
_RESULTS = "configuration.resultConfiguration.encryptionConfiguration"
_MANAGED = "configuration.managedQueryResultsConfiguration"


def _workgroup(workgroup: View) -> Outcome:
    if workgroup.get("configuration.enforceWorkgroupConfiguration", True) is not True:
        return "`configuration.enforceWorkgroupConfiguration` is false: each client decides for itself"
    if workgroup.get(f"{_MANAGED}.enabled", False) is True:
        return not_own(workgroup, f"{_MANAGED}.encryptionConfiguration.kmsKey")
    option = workgroup.get(f"{_RESULTS}.encryptionOption")
    if option not in _WITH_KEYS:
        return f"`{_RESULTS}.encryptionOption` is {shown(option)}"
    return not_own(workgroup, f"{_RESULTS}.kmsKeyArn")


def _project(project: View) -> Outcome:
    if project.get("properties.encryption.enable", False) is not True:
        return "`properties.encryption.enable` is not true"
    return not_own(project, "properties.encryption.key")


RULES = (
    Rule(
        id="encryption-query-results",
        title="What queries write is encrypted with a key of ours, whatever the client asks for",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="A result is a copy of what visitors did, chosen for a purpose: it deserves the lake's lock.",
        remediation="build the workspace with QueryWorkspace and its `key_arn`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/athena-controls.html",
        checks={
            "aws:athena/workgroup:Workgroup": _workgroup,
            "alicloud:maxcompute/project:Project": _project,
        },
    ),
)
