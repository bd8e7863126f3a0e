"""A verdict report as data, schema `floodgate.audit/1` (docs/policies.md)."""

from __future__ import annotations

import json
from typing import Any

from infra.report.origin import Origins
from policies.assessment import Assessment
from policies.controls import controls
from policies.evaluate import Result
from policies.rule import Rule
from policies.waiver import Waiver

SCHEMA = "floodgate.audit/1"


def audit_dict(assessment: Assessment, origins: Origins) -> dict[str, Any]:
    """Everything an auditor needs: each verdict with its evidence, the rules, the waivers and what is missing."""
    facts = assessment.facts
    return {
        "schema": SCHEMA,
        "stack": facts.stack,
        "cloud": facts.cloud,
        "environment": facts.environment.value,
        "region": facts.region,
        "date": facts.today.isoformat(),
        "holds": assessment.holds,
        "summary": summary(assessment),
        "waivers": [_waiver(waiver) for waiver in assessment.waivers],
        "waiver_faults": [
            {"fault": each.fault.value, "message": each.message, "waiver": _waiver(each.waiver)}
            for each in assessment.waived.faults
        ],
        "uncovered_types": dict(assessment.uncovered),
        "rules": {
            rule.id: rule_dict(rule) for rule in dict.fromkeys(result.rule for result in assessment.results)
        },
        "results": [
            *(_result(assessment, origins, result) for result in assessment.failed),
            *(_result(assessment, origins, result, waiver) for result, waiver in assessment.excused),
            *(_result(assessment, origins, result) for result in assessment.pending),
            *(_result(assessment, origins, result) for result in assessment.passed),
        ],
    }


def audit_json(assessment: Assessment, origins: Origins) -> str:
    """The same as text."""
    return json.dumps(audit_dict(assessment, origins), indent=2, ensure_ascii=False) + "\n"


def summary(assessment: Assessment) -> dict[str, Any]:
    """The numbers of a report."""
    return {
        "resources": assessment.resources,
        "rules": len({result.rule.id for result in assessment.results}),
        "verdicts": len(assessment.results),
        "passed": len(assessment.passed),
        "failed": {severity.value: count for severity, count in assessment.by_severity.items()},
        "waived": len(assessment.excused),
        "not_evaluated": len(assessment.pending),
        "coverage": round(assessment.coverage, 4),
    }


def rule_dict(rule: Rule) -> dict[str, Any]:
    """What a rule says about itself."""
    served = controls()[rule.id]
    return {
        "title": rule.title,
        "area": rule.area.value,
        "severity": rule.severity.value,
        "why": rule.why,
        "remediation": rule.remediation,
        "source": rule.source,
        "controls": {framework.value: list(clauses) for framework, clauses in served.clauses.items()},
        "equivalents": list(served.equivalents),
    }


def _result(
    assessment: Assessment, origins: Origins, result: Result, waiver: Waiver | None = None
) -> dict[str, Any]:
    resource = result.resource
    return {
        "rule": result.rule.id,
        "verdict": "waived" if waiver else result.verdict.value,
        "level": assessment.level(result).value,
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "component": resource.component,
        "message": result.message,
        "evidence": result.evidence,
        "places": [str(place) for place in origins.places(resource)],
        "waiver": f"{waiver.file}:{waiver.line}" if waiver else None,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "stack": waiver.stack,
        "resource": waiver.resource,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
        "place": f"{waiver.file}:{waiver.line}",
    }
