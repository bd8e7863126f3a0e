"""What breaks the rules about logs in the project's own stacks: the account, and alarms."""

from __future__ import annotations

from policies.examples.example import Res, ref, res
from tests.policies.mutation import Mutation

_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "added",
    "managed-by": "pulumi",
}

_KEY = "arn:aws:kms:eu-central-1:111122223333:key/0f9a5a3e-0000-4000-8000-000000000000"

_RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus"

_RECORDER = "alicloud:cfg/configurationRecorder:ConfigurationRecorder"

_DETECTOR = "aws:guardduty/detector:Detector"

_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"

_CENTER = "alicloud:threatdetection/instance:Instance"

_TYPES = ["ACS::ECS::SecurityGroup", "ACS::OSS::Bucket", "ACS::RAM::Policy"]


def _feature(name: str) -> Res:
    return res(_FEATURE, name, detectorId=ref("added"), name=name, status="ENABLED")


_ACCOUNT: tuple[Mutation, ...] = (
    Mutation(
        rule="log-config-recorder",
        cloud="aws",
        type=_RECORDER_STATUS,
        add=(
            res("aws:cfg/recorder:Recorder", "added", name="default"),
            res(_RECORDER_STATUS, "added-status", name="default", isEnabled=True),
        ),
        set={"isEnabled": False},
    ),
    Mutation(
        rule="log-config-recorder",
        cloud="alicloud",
        type=_RECORDER,
        add=(res(_RECORDER, "added", resourceTypes=_TYPES),),
        set={"resourceTypes": _TYPES[:1]},
    ),
    Mutation(
        rule="log-threat-detection",
        cloud="aws",
        type=_DETECTOR,
        add=(
            res(_DETECTOR, "added", enable=True, tags=_TAGS),
            _feature("S3_DATA_EVENTS"),
            _feature("RDS_LOGIN_EVENTS"),
            res("aws:securityhub/account:Account", "added-hub"),
        ),
        set={"enable": False},
    ),
    Mutation(
        rule="log-threat-detection",
        cloud="alicloud",
        type=_CENTER,
        add=(
            res(_CENTER, "added", paymentType="Subscription", versionCode="level3"),
            res("alicloud:cloudfirewall/ipsConfig:IpsConfig", "added-ips", basicRules=1, runMode=1),
        ),
        set={"versionCode": "level7"},
    ),
)

_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"

_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"

_ALARMS: tuple[Mutation, ...] = (
    Mutation(
        rule="log-security-event-alarms",
        cloud="aws",
        type="aws:cloudwatch/logMetricFilter:LogMetricFilter",
        name="audit-root",
        remove=True,
    ),
    Mutation(
        rule="log-security-event-alarms",
        cloud="alicloud",
        type="alicloud:sls/alert:Alert",
        name="audit-root-login",
        set={"status": "DISABLED"},
    ),
    Mutation(
        rule="log-alarm-actions", cloud="aws", type=_ALARM, name="core-db-cpu", set={"actionsEnabled": False}
    ),
    Mutation(
        rule="log-alarm-actions",
        cloud="alicloud",
        type="alicloud:cms/alarm:Alarm",
        name="core-db-cpu",
        set={"enabled": False},
    ),
    # facts/policies.md section 7, case 17
    Mutation(
        rule="stack-alarm-topic-has-subscriber",
        cloud="aws",
        type=_SUBSCRIPTION,
        name="added-mail",
        add=(
            res("aws:sns/topic:Topic", "added", kmsMasterKeyId=_KEY, tags=_TAGS),
            res(_SUBSCRIPTION, "added-mail", topic=ref("added"), protocol="email", endpoint="a@example.net"),
            res(
                _ALARM,
                "added-alarm",
                metricName="Errors",
                namespace="Shop",
                alarmActions=[ref("added")],
                tags=_TAGS,
            ),
        ),
        remove=True,
    ),
    Mutation(
        rule="stack-alarm-topic-has-subscriber",
        cloud="alicloud",
        type="alicloud:cms/alarmContactGroup:AlarmContactGroup",
        name="alerts-group",
        set={"contacts": []},
    ),
)

MUTATIONS: tuple[Mutation, ...] = (
    *_ACCOUNT,
    *_ALARMS,
)
