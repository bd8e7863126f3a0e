"""What an account has once, for all stacks."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_RECORDS = "log-config-recorder"
_DETECTS = "log-threat-detection"
_RECORDER = "aws:cfg/recorder:Recorder"
_STATUS = "aws:cfg/recorderStatus:RecorderStatus"
_ALICLOUD_RECORDER = "alicloud:cfg/configurationRecorder:ConfigurationRecorder"
_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"
_CENTER = "alicloud:threatdetection/instance:Instance"
_IPS = "alicloud:cloudfirewall/ipsConfig:IpsConfig"
_STARTED = res(_STATUS, "status", name="default", isEnabled=True)
_TYPES = ["ACS::ECS::SecurityGroup", "ACS::OSS::Bucket", "ACS::RAM::Policy", "ACS::RAM::Role"]


def _recorder(**group: Any) -> Res:
    return res(_RECORDER, "recorder", name="default", roleArn=UNKNOWN, recordingGroup=group)


def _detector(enable: Any = True) -> Res:
    return res("aws:guardduty/detector:Detector", "detector", enable=enable)


def _feature(name: str, status: Any = "ENABLED") -> Res:
    return res(_FEATURE, name, detectorId=ref("detector"), name=name, status=status)


_S3, _RDS = _feature("S3_DATA_EVENTS"), _feature("RDS_LOGIN_EVENTS")
_HUB = res("aws:securityhub/account:Account", "hub")


def _center(**inputs: Any) -> Res:
    return res(_CENTER, "center", paymentType="Subscription", **inputs)


def _ips(mode: Any = 1) -> Res:
    return res(_IPS, "ips", basicRules=1, runMode=mode)


EXAMPLES: tuple[Example, ...] = (
    passes(_RECORDS, _recorder(includeGlobalResourceTypes=True), _STARTED, whole="aws"),
    # IAM is of no region, and recorded in one of them only
    unknown(_RECORDS, _recorder(allSupported=True), _STARTED, whole="aws", says="IAM must be recorded elsewhere"),
    fails(
        _RECORDS,
        res(_RECORDER, "recorder", recordingMode={"recordingFrequency": "DAILY"}),
        _STARTED,
        whole="aws",
        says="is DAILY",
    ),
    fails(_RECORDS, _recorder(allSupported=False, resourceTypes=["AWS::EC2::Instance"]), _STARTED, whole="aws"),
    fails(_RECORDS, _recorder(), whole="aws", says="RecorderStatus"),
    fails(_RECORDS, _recorder(), res(_STATUS, "status", name="default", isEnabled=False), whole="aws"),
    unknown(_RECORDS, whole="aws", says="evidence must come from the account"),
    unknown(_RECORDS, _recorder(allSupported=UNKNOWN), _STARTED, whole="aws"),
    passes(_RECORDS, res(_ALICLOUD_RECORDER, resourceTypes=_TYPES), whole="alicloud"),
    fails(_RECORDS, res(_ALICLOUD_RECORDER, resourceTypes=["ACS::ECS::Instance"]), whole="alicloud", says="OSS"),
    passes(_RECORDS, res(_ALICLOUD_RECORDER, enterpriseEdition=False), whole="alicloud"),
    unknown(_RECORDS, whole="alicloud", says="evidence must come from the account"),
    passes(_DETECTS, _detector(), _S3, _RDS, _HUB, whole="aws"),
    fails(_DETECTS, _detector(enable=False), _S3, _RDS, _HUB, whole="aws", says="`enable`"),
    # On in a detector that is new, off in one that is older than the feature
    unknown(_DETECTS, _detector(), _S3, _HUB, whole="aws", says="log-ins to databases"),
    unknown(_DETECTS, _detector(), _HUB, whole="aws", says="reads of buckets"),
    fails(
        _DETECTS,
        res("aws:guardduty/detector:Detector", "detector", datasources={"s3Logs": {"enable": False}}),
        _HUB,
        whole="aws",
        says="reads of buckets",
    ),
    fails(_DETECTS, _detector(), _S3, _feature("RDS_LOGIN_EVENTS", "DISABLED"), _HUB, whole="aws"),
    unknown(_DETECTS, _detector(), _S3, _RDS, whole="aws", says="Security Hub"),
    unknown(_DETECTS, whole="aws", says="evidence must come from the account"),
    passes(_DETECTS, _center(versionCode="level2"), _ips(), whole="alicloud"),
    fails(_DETECTS, _center(versionCode="level7"), _ips(), whole="alicloud", says="level7"),
    passes(_DETECTS, _center(postPaidFlag=1, postPayModuleSwitchObj={"postHost": 1}), _ips(), whole="alicloud"),
    fails(_DETECTS, _center(versionCode="level3"), _ips(0), whole="alicloud", says="runMode"),
    unknown(_DETECTS, _center(versionCode="level3"), whole="alicloud", says="Cloud Firewall"),
    unknown(_DETECTS, whole="alicloud", says="evidence must come from the account"),
)
