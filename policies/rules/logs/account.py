"""What an account has once, for all stacks: a recorder of configurations, and the search for intruders.

A stack that makes them is judged. One that makes none proves nothing about its account, so nobody can say from the
program: the verdict is then "not evaluated", and an auditor needs evidence from the account.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policies.reading.buckets import attached
from policies.reading.choice import one_is_good
from policies.rule import STACK, Area, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_RECORDER = "aws:cfg/recorder:Recorder"
_RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus"
_ALICLOUD_RECORDER = "alicloud:cfg/configurationRecorder:ConfigurationRecorder"
_DETECTOR = "aws:guardduty/detector:Detector"
_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"
_HUB = "aws:securityhub/account:Account"
_SECURITY_CENTER = "alicloud:threatdetection/instance:Instance"
_IPS = "alicloud:cloudfirewall/ipsConfig:IpsConfig"
_FEATURES: Mapping[str, str] = {"S3_DATA_EVENTS": "reads of buckets", "RDS_LOGIN_EVENTS": "log-ins to databases"}
_MUST_BE_RECORDED = frozenset({"ACS::ECS::SecurityGroup", "ACS::OSS::Bucket", "ACS::RAM::Policy"})
"""What opens the shop when it is changed. Source: Cloud Config, "Resource types"."""
_DETECTING_EDITIONS = frozenset({"level2", "level3", "level8"})
"""Enterprise, Premium (called Advanced elsewhere), Ultimate. Level 7 finds malware only, level 10 is add-ons."""


def _elsewhere(what: str) -> NotEvaluated:
    return NotEvaluated(
        f"{what} belongs to the account, one for all its stacks, and this stack makes none: evidence must come"
        " from the account"
    )


def _recorded(stack: View) -> Outcome:
    return _RECORDING[stack.stack.facts.cloud](stack)


def _aws_recorded(stack: View) -> Outcome:
    recorders = stack.all(_RECORDER)
    if not recorders:
        raise _elsewhere("the AWS Config recorder")
    faults = one_is_good(recorders, _records_too_little)
    if faults is not None:
        return faults[0]
    statuses = stack.all(_RECORDER_STATUS)
    if one_is_good(statuses, lambda status: None if status.get("isEnabled") is True else "off") is not None:
        return "no RecorderStatus with `isEnabled` starts the recorder"
    if not any(r.get("recordingGroup.includeGlobalResourceTypes", False) is True for r in recorders):
        raise NotEvaluated(
            "`recordingGroup.includeGlobalResourceTypes` is not true: IAM must be recorded elsewhere"
        )
    return None


def _records_too_little(recorder: View) -> str | None:
    group = recorder.at("recordingGroup")
    if group.get("allSupported", True) is not True:
        return f"{recorder.name}: `recordingGroup.allSupported` is not true"
    if recorder.get("recordingMode.recordingFrequency", "CONTINUOUS") != "CONTINUOUS":
        return (
            f"{recorder.name}: `recordingMode.recordingFrequency` is DAILY: changes within a day are not recorded"
        )
    return None


def _alicloud_recorded(stack: View) -> Outcome:
    recorders = stack.all(_ALICLOUD_RECORDER)
    if not recorders:
        raise _elsewhere("the Cloud Config recorder")
    faults = one_is_good(recorders, _records_too_few_types)
    return None if faults is None else faults[0]


def _records_too_few_types(recorder: View) -> str | None:
    if not recorder.has("resourceTypes"):
        return None  # every type that the service knows
    missing = _MUST_BE_RECORDED - set(recorder.values("resourceTypes"))
    return f"{recorder.name}: `resourceTypes` lacks {', '.join(sorted(missing))}" if missing else None


_RECORDING: Mapping[str, Callable[[View], Outcome]] = {"aws": _aws_recorded, "alicloud": _alicloud_recorded}


def _watched(stack: View) -> Outcome:
    return _WATCHING[stack.stack.facts.cloud](stack)


def _aws_watched(stack: View) -> Outcome:
    detectors = stack.all(_DETECTOR)
    if not detectors:
        raise _elsewhere("GuardDuty's detector")
    faults = one_is_good(detectors, _looks_away)
    if faults is not None:
        return faults[0]
    if not stack.all(_HUB):
        raise _elsewhere("Security Hub")
    return None


def _looks_away(detector: View) -> str | None:
    """A new detector has every feature that nobody switches off; one from before a feature lacks it."""
    if detector.get("enable", True) is not True:
        return f"{detector.name}: `enable` is not true"
    said = {feature.get("name"): feature.get("status") for feature in attached(detector, _FEATURE, "detectorId")}
    if (s3 := detector.get("datasources.s3Logs.enable")) is not None:
        said.setdefault("S3_DATA_EVENTS", "ENABLED" if s3 else "DISABLED")
    off = [text for name, text in _FEATURES.items() if said.get(name, "ENABLED") != "ENABLED"]
    if off:
        return f"{detector.name}: its DetectorFeature does not watch {', '.join(off)}"
    open_ = [text for name, text in _FEATURES.items() if name not in said]
    if open_:
        raise NotEvaluated(f"no DetectorFeature says that {detector.name} watches {', '.join(open_)}")
    return None


def _alicloud_watched(stack: View) -> Outcome:
    centers = stack.all(_SECURITY_CENTER)
    if not centers:
        raise _elsewhere("Security Center")
    faults = one_is_good(centers, _weak_edition)
    if faults is not None:
        return faults[0]
    preventers = stack.all(_IPS)
    if not preventers:
        raise _elsewhere("Cloud Firewall")
    faults = one_is_good(preventers, _prevents_nothing)
    return None if faults is None else faults[0]


def _weak_edition(center: View) -> str | None:
    version = center.get("versionCode")
    if version in _DETECTING_EDITIONS:
        return None
    if center.get("postPaidFlag") in (1, "1") and center.at("postPayModuleSwitchObj").get("postHost") in (1, "1"):
        return None
    return f"{center.name}: `versionCode` {version!r} does not look for intruders"


def _prevents_nothing(ips: View) -> str | None:
    on = ips.get("basicRules") in (1, "1") and ips.get("runMode") in (1, "1")
    return None if on else f"{ips.name}: `basicRules` and `runMode` are not 1 (block)"


_WATCHING: Mapping[str, Callable[[View], Outcome]] = {"aws": _aws_watched, "alicloud": _alicloud_watched}


RULES = (
    Rule(
        id="log-config-recorder",
        title="Every change of a resource's configuration is recorded in the account",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="After a breach the question is since when a door was open; PCI DSS 12.5.1 wants the inventory.",
        remediation="switch on the recorder of the account (AWS Config, Cloud Config) once, outside the stacks,"
        " and show it to the auditor",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
        checks={STACK: _recorded},
        scope=Scope.STACK,
    ),
    Rule(
        id="log-threat-detection",
        title="The account is searched for intruders all the time",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="Stolen keys are used within minutes, and nobody reads all logs fast enough to save the data.",
        remediation="switch on GuardDuty (with S3 and RDS protection) and Security Hub, or Security Center and"
        " Cloud Firewall, once in the account, and show them to the auditor",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
        checks={STACK: _watched},
        scope=Scope.STACK,
    ),
)
