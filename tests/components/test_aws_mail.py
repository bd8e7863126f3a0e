"""What is specific to mail, text messages and reminders on AWS."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.mail_sender import build_mail_sender
from components.errors import InvalidArgument
from components.identity import Access, Grant, Identity
from components.mail_sender import MailSender
from components.reminder import Reminder
from components.sms_sender import NumberType, SmsSender
from infra.local.contract import Wanted
from infra.local.creation import create_program
from infra.preview.plan import Resource
from tests.components.cases import outputs_of, resources_of
from tests.components.harness import AWS, of_type, only
from tests.components.samples import samples
from tests.local.fake import FakeCloud

RECORD = "aws:route53/record:Record"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
DESTINATION = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"

build = partial(resources_of, "aws")


def records(resources: list[Resource]) -> dict[str, Any]:
    return {resource.name: resource.inputs for resource in of_type(resources, RECORD)}


def granted(resource: Resource) -> dict[str, Any]:
    return {statement["Sid"]: statement for statement in json.loads(resource.inputs["policy"])["Statement"]}


# --- mail ---


def test_mail_goes_out_encrypted_and_never_again_to_who_bounced_or_complained() -> None:
    settings = only(build(MailSender), "aws:sesv2/configurationSet:ConfigurationSet").inputs
    assert settings["deliveryOptions"] == {"tlsPolicy": "REQUIRE"}
    assert settings["suppressionOptions"] == {"suppressedReasons": ["BOUNCE", "COMPLAINT"]}
    assert settings["reputationOptions"] == {"reputationMetricsEnabled": True}


def test_what_is_sent_without_naming_the_settings_goes_with_them_too() -> None:
    resources = build(MailSender)
    settings = only(resources, "aws:sesv2/configurationSet:ConfigurationSet")
    identity = only(resources, "aws:sesv2/emailIdentity:EmailIdentity")
    assert identity.inputs["configurationSetName"] == settings.inputs["configurationSetName"]
    assert identity.inputs["dkimSigningAttributes"] == {"nextSigningKeyLength": "RSA_2048_BIT"}


def test_receivers_can_check_who_sends_and_refuse_the_rest() -> None:
    found = records(build(MailSender))
    assert found["news-mail-dmarc"]["name"] == "_dmarc.news.shop.example"
    assert "p=reject" in found["news-mail-dmarc"]["records"][0]
    assert found["news-mail-spf"]["records"] == ["v=spf1 include:amazonses.com -all"]
    assert found["news-mail-mx"]["records"] == ["10 feedback-smtp.eu-central-1.amazonses.com"]
    assert found["news-mail-spf"]["name"] == found["news-mail-mx"]["name"] == "bounce.news.shop.example"
    assert sum(name.startswith("news-mail-dkim-") for name in found) == 3


@pytest.mark.parametrize(
    ("region", "domain"),
    [("eu-central-1", "dkim.amazonses.com"), ("ap-northeast-3", "dkim.ap-northeast-3.amazonses.com")],
)
def test_keys_are_looked_for_where_the_region_publishes_them(region: str, domain: str) -> None:
    def program() -> None:
        name, args = samples("aws")[MailSender]
        settled = replace(args(), zone_id="zone", key_arn="arn:key", notify="arn:topic")
        MailSender(name, settled, partial(build_mail_sender, replace(AWS, region=region)))

    cloud = FakeCloud(outputs=_given)
    create_program(program, cloud, stack="prod-test", watch=lambda *_: None)
    found = {wanted.name: wanted.inputs for wanted in cloud.wanted if wanted.type == RECORD}
    assert found["news-mail-dkim-1"]["records"] == [f"one.{domain}"]
    assert found["news-mail-dkim-3"]["name"] == "three._domainkey.news.shop.example"


def _given(wanted: Wanted) -> dict[str, Any]:
    """What only a cloud knows, and the program reads."""
    if signing := wanted.inputs.get("dkimSigningAttributes"):
        return {"dkimSigningAttributes": {**signing, "tokens": ["one", "two", "three"]}}
    return {"url": "https://queue.example"}


def test_mail_from_waits_for_its_records_and_stops_no_mail_meanwhile() -> None:
    resources = build(MailSender)
    mail_from = only(resources, "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes")
    urns = {resource.urn for resource in of_type(resources, RECORD) if resource.name.endswith(("-mx", "-spf"))}
    assert urns <= set(mail_from.depends_on)
    assert mail_from.inputs["behaviorOnMxFailure"] == "USE_DEFAULT_VALUE"


def test_events_of_this_sender_go_into_its_queue() -> None:
    resources = build(MailSender)
    rule = only(resources, "aws:cloudwatch/eventRule:EventRule")
    pattern = json.loads(rule.inputs["eventPattern"])
    assert pattern["detail"]["mail"]["tags"] == {"ses:configuration-set": ["floodgate-prod-news-mail"]}
    target = only(resources, TARGET).inputs
    assert target["arn"].endswith(":floodgate-prod-news-mail-events-main")
    assert target["retryPolicy"] == {"maximumEventAgeInSeconds": 86_400, "maximumRetryAttempts": 185}
    assert outputs_of("aws", MailSender)["events"]["name"] == "floodgate-prod-news-mail-events-main"


def test_people_hear_of_events_that_did_not_reach_the_queue() -> None:
    resources = build(MailSender)
    rule = only(resources, "aws:cloudwatch/eventRule:EventRule")
    alarms = {each.name: each.inputs for each in of_type(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")}
    lost = alarms["news-mail-undelivered"]
    assert (lost["namespace"], lost["metricName"], lost["threshold"]) == ("AWS/Events", "FailedInvocations", 0)
    assert lost["dimensions"] == {"RuleName": rule.inputs["name"]}
    assert lost["treatMissingData"] == "notBreaching"  # no event, no failure


def test_the_queue_of_events_takes_them_from_rules_of_this_account_only() -> None:
    policies = of_type(build(MailSender), "aws:sqs/queuePolicy:QueuePolicy")
    (main,) = (policy for policy in policies if policy.name == "news-mail-events-main")
    statement = granted(main)["OwnEventRules"]
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:events:eu-central-1:123456789012:rule/*"}
    }


def test_every_event_that_matters_is_published() -> None:
    destinations = {resource.name: resource.inputs for resource in of_type(build(MailSender), DESTINATION)}
    told = destinations["news-mail-bus"]["eventDestination"]
    assert told["enabled"] is True
    assert {"BOUNCE", "COMPLAINT", "DELIVERY"} <= set(told["matchingEventTypes"])
    assert told["eventBridgeDestination"]["eventBusArn"].endswith(":event-bus/default")


def test_people_hear_of_bounces_complaints_and_the_rate_before_aws_steps_in() -> None:
    alarms = {
        alarm.inputs["metricName"]: alarm.inputs["threshold"]
        for alarm in of_type(build(MailSender), "aws:cloudwatch/metricAlarm:MetricAlarm")
        if alarm.inputs["namespace"] == "AWS/SES"
    }
    assert alarms["Reputation.BounceRate"] == pytest.approx(0.04)
    assert alarms["Reputation.ComplaintRate"] == pytest.approx(0.0008)
    assert alarms["Send"] == pytest.approx(200 * 0.8 * 60)


def test_a_service_sends_from_the_one_address_only() -> None:
    arn = "arn:aws:ses:eu-central-1:123456789012:identity/news.shop.example"
    grant = Grant(access=Access.MAIL_SEND, arn=arn, sender="shop@news.shop.example")
    statement = granted(only(build(Identity, grants=(grant,)), ROLE_POLICY))["MailSend0"]
    assert statement["Action"] == ["ses:SendEmail", "ses:SendRawEmail"]
    assert statement["Resource"] == [arn]
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": "shop@news.shop.example"}}


# --- text messages ---


def test_a_number_is_kept_and_honours_who_wants_no_more() -> None:
    number = only(build(SmsSender), "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber")
    assert number.inputs["deletionProtectionEnabled"] is True
    assert number.inputs["selfManagedOptOutsEnabled"] is False
    assert number.options["protect"] is True


@pytest.mark.parametrize(("kind", "waits"), [(NumberType.LONG_CODE, True), (NumberType.TOLL_FREE, False)])
def test_up_waits_only_for_numbers_that_need_no_registration(kind: NumberType, waits: bool) -> None:
    resources = build(SmsSender, number_type=kind)
    number = only(resources, "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber")
    assert number.inputs["waitForActive"] is waits


def test_a_number_that_must_be_registered_is_asked_for_with_its_registration() -> None:
    resources = build(SmsSender, registration_id="registration-1")
    number = only(resources, "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber").inputs
    assert (number["registrationId"], number["waitForActive"]) == ("registration-1", False)


def test_every_text_message_is_logged_and_its_cost_watched() -> None:
    resources = build(SmsSender)
    events = only(resources, "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination").inputs
    assert events["matchingEventTypes"] == ["TEXT_ALL"]
    assert "cloudwatchLogsDestination" in events
    alarm = only(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs
    assert (alarm["metricName"], alarm["threshold"]) == ("TextMessageMonthlySpend", 400)


# --- reminders ---


def test_a_reminder_names_what_it_is_about() -> None:
    resources = build(Reminder, about={"jd-in-key": "arn:aws:secretsmanager:::secret:jd"})
    schedule = only(resources, "aws:scheduler/schedule:Schedule").inputs
    assert schedule["scheduleExpression"] == "rate(90 days)"
    assert "jd-in-key: arn:aws:secretsmanager:::secret:jd" in schedule["target"]["input"]


def test_a_reminder_may_tell_its_receiver_only() -> None:
    topic = "arn:aws:sns:eu-central-1:123456789012:alerts"
    statements = granted(only(build(Reminder, notify=topic), ROLE_POLICY))
    assert statements["Tell"]["Resource"] == topic


@pytest.mark.parametrize("days", [0, 366])
def test_a_reminder_comes_within_a_year(days: int) -> None:
    with pytest.raises(InvalidArgument, match="every_days must be 1 to 365"):
        build(Reminder, every_days=days)
