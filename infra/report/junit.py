"""The verdicts as JUnit XML, for what CI systems show as tests: one suite per area, one case per verdict."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from infra.report.origin import Origins
from policies.assessment import Assessment
from policies.evaluate import Result, Verdict
from policies.rule import Area


def junit(assessment: Assessment, origins: Origins) -> str:
    """A violation is a failure; what is waived or not evaluated is skipped, with the reason."""
    waivers = {id(result): waiver for result, waiver in assessment.excused}
    root = ET.Element("testsuites", name=f"floodgate {assessment.facts.stack}")
    for area in Area:
        results = [result for result in assessment.results if result.rule.area is area]
        if not results:
            continue
        suite = ET.SubElement(root, "testsuite", name=area.value, tests=str(len(results)), errors="0")
        failed = skipped = 0
        for result in results:
            case = _case(suite, result, origins)
            if result.verdict is Verdict.FAIL and id(result) not in waivers:
                failed += 1
                failure = ET.SubElement(case, "failure", type=result.rule.severity.value, message=result.message)
                failure.text = f"{result.message}\nfix: {result.rule.remediation}\n{result.rule.source}"
            elif result.verdict is not Verdict.PASS:
                skipped += 1
                waiver = waivers.get(id(result))
                why = f"waived until {waiver.expires}: {waiver.reason}" if waiver else result.message
                ET.SubElement(case, "skipped", message=why)
        suite.set("failures", str(failed))
        suite.set("skipped", str(skipped))
    _faults(root, assessment)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, result: Result, origins: Origins) -> ET.Element:
    place = origins.places(result.resource)[0]
    return ET.SubElement(
        suite,
        "testcase",
        classname=result.rule.id,
        name=f"{result.resource.name} ({result.resource.type})",
        file=place.file,
        line=str(place.line),
    )


def _faults(root: ET.Element, assessment: Assessment) -> None:
    faults = assessment.waived.faults
    if not faults:
        return
    count = str(len(faults))
    suite = ET.SubElement(root, "testsuite", name="waivers", tests=count, failures=count, errors="0", skipped="0")
    for fault in faults:
        waiver = fault.waiver
        case = ET.SubElement(
            suite, "testcase", classname="waivers", name=f"{waiver.rule} {waiver.resource}", file=waiver.file
        )
        ET.SubElement(case, "failure", type=fault.fault.value, message=fault.message)
