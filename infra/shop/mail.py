"""Mail and text messages: who sends them, and what a service must know and may do to have one sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from components.cloud import Cloud
from components.identity import Access, Grant
from components.mail_sender import MailSender, MailSenderArgs, MailSenderOutputs
from components.sms_sender import SmsSender, SmsSenderArgs, SmsSenderOutputs
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.shop.infrastructure import SMS_STREAM, Infrastructure
from infra.shop.wiring import Attachment, variable


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Every sender by its name in shop.yaml, and the number for text messages, if the stack has one."""

    senders: Mapping[str, MailSenderOutputs]
    sms: SmsSenderOutputs | None
    messages_key: pulumi.Output[str]

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """The senders it uses."""
        for name in service.mails:
            yield _mail(name, self.senders[name], self.messages_key)
        if service.sms is not None and self.sms is not None:
            yield Attachment(
                environment={"SMS_NUMBER": self.sms.number, "SMS_CONFIGURATION": self.sms.configuration},
                grants=(Grant(access=Access.SMS_SEND, arn=self.sms.number_arn),),
            )


def mail(cloud: Cloud, settings: Settings, base: Infrastructure, opts: pulumi.ResourceOptions) -> Mail:
    """All senders of the stack, and the number for text messages."""
    senders = {
        name: MailSender(
            f"{name}-mail",
            MailSenderArgs(
                domain=f"{sender.host}.{settings.config.stack.domain}",
                zone_id=base.domain.zone_id,
                address=sender.address,
                purpose=sender.purpose,
                limit_rps=sender.limit_rps,
                key_arn=base.keys.messages,
                notify=base.alerts,
                deletion_protected=not settings.disposable,
            ),
            cloud.mail_sender,
            opts,
        ).outputs
        for name, sender in settings.shop.mails.items()
    }
    return Mail(senders=senders, sms=_sms(cloud, settings, base, opts), messages_key=base.keys.messages)


def _sms(
    cloud: Cloud, settings: Settings, base: Infrastructure, opts: pulumi.ResourceOptions
) -> SmsSenderOutputs | None:
    asked = settings.config.sms
    if asked is None:
        return None
    args = SmsSenderArgs(
        country=asked.country,
        number_type=asked.number_type,
        registration_id=asked.registration_id,
        monthly_limit_usd=asked.monthly_limit_usd,
        log=base.logs[SMS_STREAM],
        notify=base.alerts,
        deletion_protected=not settings.disposable,
    )
    return SmsSender("sms", args, cloud.sms_sender, opts).outputs


def _mail(name: str, sender: MailSenderOutputs, messages_key: pulumi.Output[str]) -> Attachment:
    return Attachment(
        environment={
            variable("mail", name, "address"): sender.address,
            variable("mail", name, "region"): sender.region,
            variable("mail", name, "events"): sender.events.url,
        },
        grants=(
            *(Grant(access=Access.MAIL_SEND, arn=arn, sender=sender.address) for arn in sender.send_arns),
            Grant(access=Access.QUEUE_CONSUME, arn=sender.events.arn),
            Grant(access=Access.KEY_USE, arn=messages_key),
        ),
    )
