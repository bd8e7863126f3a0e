"""What is specific to mail, text messages and reminders on Alibaba Cloud."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pulumi
import pytest

from components.alicloud.mail_sender import build_mail_sender
from components.alicloud.region import mail_home
from components.alicloud.sms_sender import build_sms_sender
from components.errors import InvalidArgument, UnsupportedOnCloud
from components.mail_sender import MailPurpose, MailSender
from components.reminder import Reminder
from components.sms_sender import SmsSender
from infra.preview.plan import Resource
from tests.components.cases import outputs_of, resources_of
from tests.components.harness import ALICLOUD, of_type, only, provision
from tests.components.samples import samples
from tests.components.values import values

RECORD = "alicloud:dns/alidnsRecord:AlidnsRecord"
QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
RULE = "alicloud:eventbridge/rule:Rule"
ADDRESS = "alicloud:directmail/mailAddress:MailAddress"
PROVIDER = "pulumi:providers:alicloud"

build = partial(resources_of, "alicloud")


def in_region(region: str, **changes: Any) -> tuple[list[Resource], Any]:
    name, args = samples("alicloud")[MailSender]
    context = replace(ALICLOUD, region=region)
    return provision(MailSender, name, lambda: replace(args(), **changes), partial(build_mail_sender, context))


def records(resources: list[Resource]) -> dict[str, Any]:
    return {resource.name: resource.inputs for resource in of_type(resources, RECORD)}


# --- where ---


@pytest.mark.parametrize(
    ("region", "home"),
    [
        ("cn-hangzhou", "cn-hangzhou"),
        ("cn-shanghai", "cn-hangzhou"),
        ("ap-southeast-1", "ap-southeast-1"),
        ("eu-central-1", "eu-central-1"),
    ],
)
def test_mail_is_sent_from_the_region_or_the_one_of_the_mainland(region: str, home: str) -> None:
    assert mail_home(region) == home


@pytest.mark.parametrize("region", ["ap-northeast-1", "cn-hongkong", "ap-southeast-2"])
def test_no_mail_is_sent_from_under_another_law(region: str) -> None:
    with pytest.raises(UnsupportedOnCloud, match=f"mails in {region} is not supported"):
        in_region(region)


def test_where_direct_mail_is_nothing_needs_another_provider() -> None:
    resources, _ = in_region("cn-hangzhou")
    assert of_type(resources, PROVIDER) == []
    for queue in of_type(resources, QUEUE):
        assert queue.inputs["sseType"] == "KMS"


def test_elsewhere_all_that_belongs_to_direct_mail_stands_with_it_and_the_records_do_not() -> None:
    resources, _ = in_region("cn-shanghai")
    provider = only(resources, PROVIDER)
    assert provider.inputs["region"] == "cn-hangzhou"
    for queue in of_type(resources, QUEUE):
        assert queue.inputs["enableSse"] is True
        assert queue.inputs["sseType"] == "SMQ"  # the stack's key is in Shanghai
        assert "kmsKeyId" not in queue.inputs


def test_events_from_elsewhere_are_read_through_the_internet() -> None:
    name, args = samples("alicloud")[MailSender]
    context = replace(ALICLOUD, region="cn-shanghai")
    events = values(MailSender, name, args, partial(build_mail_sender, context))["events"]
    assert events["url"] == (
        "https://1234567890123456.mns.cn-hangzhou.aliyuncs.com/queues/floodgate-prod-news-mail-events"
    )


# --- the domain and its address ---


def test_records_are_relative_to_the_zone() -> None:
    found = records(build(MailSender))
    assert {name.removeprefix("news-mail-"): record["rr"] for name, record in found.items()} == {
        "owner": "aliyundm.news",
        "spf": "news",
        "mx": "news",
        "dkim": "aliyun-cn-hangzhou._domainkey.news",
        "dmarc": "_dmarc.news",
    }
    assert found["news-mail-mx"]["priority"] == 10


@pytest.mark.parametrize("whole", [True, False])
def test_records_are_whole_however_direct_mail_gives_them(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"spf_record": "include:spf1.dm.example.com", "dkim_public_key": "MIGf"}
    if whole:
        given = {
            "spf_record": "v=spf1 include:spf1.dm.example.com -all",
            "dkim_public_key": "v=DKIM1; k=rsa; p=MIGf",
        }
    domain = SimpleNamespace(domain_type="owner", mx_record="mx01.dm.example.com", **given)

    def answer(**_: object) -> SimpleNamespace:
        return SimpleNamespace(domains=pulumi.Output.from_input([domain]))

    monkeypatch.setattr("components.alicloud.mail_sender.directmail.get_domains_output", answer)
    found = records(build(MailSender))
    assert found["news-mail-spf"]["value"] == "v=spf1 include:spf1.dm.example.com -all"
    assert found["news-mail-dkim"]["value"] == "v=DKIM1; k=rsa; p=MIGf"


def test_receivers_are_told_to_refuse_what_is_not_signed() -> None:
    assert "p=reject" in records(build(MailSender))["news-mail-dmarc"]["value"]


@pytest.mark.parametrize(
    ("purpose", "way"), [(MailPurpose.MARKETING, "batch"), (MailPurpose.TRANSACTIONAL, "trigger")]
)
def test_what_customers_wait_for_goes_another_way_than_offers(purpose: MailPurpose, way: str) -> None:
    address = only(build(MailSender, purpose=purpose), ADDRESS).inputs
    assert address == {"accountName": "shop@news.shop.example", "sendtype": way}


def test_a_domain_that_direct_mail_refuses_is_refused_first() -> None:
    with pytest.raises(InvalidArgument, match="at most 50 characters"):
        build(MailSender, domain=f"{'n' * 38}.shop.example")


# --- events ---


def test_events_of_this_address_go_into_the_queue_and_then_into_its_dead_letters() -> None:
    rule = only(build(MailSender), RULE).inputs
    pattern = json.loads(rule["filterPattern"])
    assert pattern["data"] == {"account": ["shop@news.shop.example"]}
    assert {"dm:Deliver:Fail", "dm:Feedback:FblReport", "dm:Deliver:Succeed"} <= set(pattern["type"])
    (target,) = rule["targets"]
    assert target["endpoint"] == "acs:mns:cn-hangzhou:1234567890123456:queues/floodgate-prod-news-mail-events"
    assert target["deadLetterQueue"]["arn"].endswith("/queues/floodgate-prod-news-mail-events-dead")
    assert target["pushRetryStrategy"] == "EXPONENTIAL_DECAY_RETRY"


def test_the_sending_service_gets_the_queue() -> None:
    assert outputs_of("alicloud", MailSender)["events"]["name"] == "floodgate-prod-news-mail-events"


# --- text messages ---


def test_text_messages_are_refused_with_what_to_do() -> None:
    _, args = samples("alicloud")[SmsSender]
    with pytest.raises(UnsupportedOnCloud, match="leave out `floodgate:sms`"):
        provision(SmsSender, "sms", args, partial(build_sms_sender, ALICLOUD))


# --- reminders ---


def test_a_reminder_is_due_on_one_day_in_ninety_whatever_the_log_holds() -> None:
    alert = only(build(Reminder), "alicloud:sls/alert:Alert").inputs
    (query,) = alert["configuration"]["queryLists"]
    assert query["query"].startswith("* | select count(1) as records,")
    assert "% 90 as since" in query["query"]
    (severity,) = alert["configuration"]["severityConfigurations"]
    assert severity["evalCondition"] == {"condition": "since == 0"}
    assert alert["schedule"]["type"] == "Cron"


@pytest.mark.parametrize("days", [0, 366])
def test_a_reminder_comes_within_a_year(days: int) -> None:
    with pytest.raises(InvalidArgument, match="every_days must be 1 to 365"):
        build(Reminder, every_days=days)
