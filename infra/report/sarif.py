"""The verdicts as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infra.report.data import rule_dict
from infra.report.origin import Origins, Place
from policies.assessment import Assessment
from policies.controls import controls
from policies.evaluate import Result
from policies.rule import Area, Rule, Severity
from policies.waiver import Waiver, WaiverFault

_LEVEL: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SCORE: Mapping[Severity, str] = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
"""GitHub reads the severity from this number: over 9.0 critical, 7.0 high, 4.0 medium (its guide to SARIF)."""

_SECURITY: Mapping[Area, tuple[str, ...]] = {Area.CAPACITY: (), Area.COST: (), Area.TAGGING: ()}
"""Areas that are no matter of security; GitHub lists the others among its security alerts."""

_WAIVER_RULE = {
    "id": "waiver-valid",
    "shortDescription": {"text": "Waivers are needed, current and narrow"},
    "defaultConfiguration": {"level": "error"},
    "help": {"text": "delete the waiver or give it a new reason and end in stacks/waivers.yaml"},
}


def sarif(assessment: Assessment, origins: Origins) -> str:
    """One run: violations as failures, waived ones with their justification, what is not evaluated as open."""
    rules = list(dict.fromkeys(result.rule for result in assessment.results))
    results = [_result(result, origins, "fail", None) for result in assessment.failed]
    results += [_result(result, origins, "fail", waiver) for result, waiver in assessment.excused]
    results += [_result(result, origins, "open", None) for result in assessment.pending]
    results += [_fault(fault) for fault in assessment.waived.faults]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "floodgate",
                        "informationUri": "https://www.pulumi.com/docs/iac/crossguard/",
                        "rules": [*map(_rule, rules), _WAIVER_RULE],
                    }
                },
                "automationDetails": {"id": f"floodgate/{assessment.facts.stack}/"},
                "originalUriBaseIds": {"ROOT": {"description": {"text": "The project's own folder"}}},
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "helpUri": rule.source,
        "help": {"text": rule.remediation},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys((*_SECURITY.get(rule.area, ("security",)), rule.area.value))),
            "security-severity": _SCORE[rule.severity],
            "controls": list(controls()[rule.id].listed()),
            "equivalents": rule_dict(rule)["equivalents"],
        },
    }


def _result(result: Result, origins: Origins, kind: str, waiver: Waiver | None) -> dict[str, Any]:
    first, *others = origins.places(result.resource)
    found: dict[str, Any] = {
        "ruleId": result.rule.id,
        "kind": kind,
        "level": _LEVEL[result.rule.severity] if kind == "fail" else "none",
        "message": {"text": f"{result.resource.name}: {result.message}. Fix: {result.rule.remediation}"},
        "locations": [{**_place(first), "logicalLocations": [_logical(result)]}],
        "partialFingerprints": {"rule-and-resource/v1": f"{result.rule.id}/{result.resource.urn}"},
        "properties": {"evidence": result.evidence},
    }
    if others:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": "built here"}, **_place(place)}
            for number, place in enumerate(others, start=1)
        ]
    if waiver is not None:
        text = f"{waiver.reason} ({waiver.owner}, until {waiver.expires})"
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": text, "location": _waiver_place(waiver)}
        ]
    return found


def _logical(result: Result) -> dict[str, str]:
    return {"name": result.resource.name, "fullyQualifiedName": result.resource.urn, "kind": "resource"}


def _fault(fault: WaiverFault) -> dict[str, Any]:
    waiver = fault.waiver
    return {
        "ruleId": "waiver-valid",
        "kind": "fail",
        "level": "error",
        "message": {"text": f"waiver of {waiver.rule} is {fault.fault}: {fault.message}"},
        "locations": [_waiver_place(waiver)],
    }


def _waiver_place(waiver: Waiver) -> dict[str, Any]:
    return _place(Place(file=waiver.file, line=waiver.line))


def _place(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": place.file, "uriBaseId": "ROOT"},
            "region": {"startLine": place.line},
        }
    }
