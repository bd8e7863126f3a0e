"""Senders of mail: SES."""

from __future__ import annotations

import pulumi
from pulumi_aws import route53, sesv2

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.mail_events import mail_events
from components.mail_sender import MailSenderArgs, MailSenderOutputs
from components.options import extend

_TTL_SECONDS = 300
_DKIM_TOKENS = 3
"""Easy DKIM always gives three. Source: SES developer guide, "Easy DKIM in Amazon SES", 2026-11."""
_OWN_DKIM_DOMAIN = frozenset(
    {
        "af-south-1",
        "ap-northeast-3",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "il-central-1",
        "me-central-1",
    }
)
"""Regions whose keys lie below a domain of their own: a record that points to the common one is never found, so
the identity is never verified and sends nothing. Source: AWS General Reference, "Amazon SES endpoints and
quotas", DKIM domains, 2026-11."""
_REVIEWED_AT_RATIO = {"Bounce": 0.05, "Complaint": 0.001}
"""From here on AWS looks into the account, and at twice (complaints: five times) as much it stops it from sending.
Source: SES developer guide, "Sending review process FAQs", 2026-11."""
_EARLY_RATIO = 0.8
"""Ours: people hear of it before AWS does."""
_HOUR_SECONDS = 3600
_MINUTE_SECONDS = 60
_METRIC_DIMENSION = "ses:configuration-set"


def build_mail_sender(
    ctx: AwsContext, name: str, args: MailSenderArgs, opts: pulumi.ResourceOptions
) -> MailSenderOutputs:
    """A domain identity that signs with keys of SES, has a MAIL FROM of its own, and keeps what it sends apart.

    `purpose` changes nothing: SES sends both the same way. Suppression is the configuration set's, as the
    account's own setting belongs to nobody's stack.
    """
    settings = _settings(ctx, name, opts)
    identity = sesv2.EmailIdentity(
        f"{name}-identity",
        email_identity=args.domain,
        configuration_set_name=settings.configuration_set_name,  # also of what is sent without naming one
        dkim_signing_attributes={"next_signing_key_length": "RSA_2048_BIT"},
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.deletion_protected),
    )
    _sign(ctx, name, identity, args, opts)
    _mail_from(ctx, name, identity, args, opts)
    events = mail_events(ctx, name, settings, args, opts)
    _alarms(ctx, name, settings, args, opts)
    return MailSenderOutputs(
        address=identity.email_identity.apply(lambda domain: f"{args.address}@{domain}"),
        region=pulumi.Output.from_input(ctx.region),
        send_arns=(identity.arn, settings.arn),
        events=events,
    )


def _settings(ctx: AwsContext, name: str, opts: pulumi.ResourceOptions) -> sesv2.ConfigurationSet:
    return sesv2.ConfigurationSet(
        f"{name}-settings",
        configuration_set_name=ctx.label.physical(name, 64),
        delivery_options={"tls_policy": "REQUIRE"},
        reputation_options={"reputation_metrics_enabled": True},
        sending_options={"sending_enabled": True},
        suppression_options={"suppressed_reasons": ["BOUNCE", "COMPLAINT"]},
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _dkim_domain(region: str) -> str:
    """Where SES publishes the keys that mails from `region` are signed with."""
    return f"dkim.{region}.amazonses.com" if region in _OWN_DKIM_DOMAIN else "dkim.amazonses.com"


def _sign(
    ctx: AwsContext,
    name: str,
    identity: sesv2.EmailIdentity,
    args: MailSenderArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    """The keys that receivers check signatures with, and what they do with a mail that has none."""
    # The block is an argument as well, and known before SES has put the tokens into it; the ARN is not
    made = pulumi.Output.all(identity.arn, identity.dkim_signing_attributes)

    def token(index: int) -> pulumi.Output[str]:
        return made.apply(lambda both: str(both[1]["tokens"][index]))

    for index in range(_DKIM_TOKENS):
        _record(
            f"{name}-dkim-{index + 1}",
            args,
            token(index).apply(lambda text: f"{text}._domainkey.{args.domain}"),
            "CNAME",
            token(index).apply(lambda text: f"{text}.{_dkim_domain(ctx.region)}"),
            opts,
        )
    # Nobody else sends from this domain, so whatever is not signed is forged
    host = identity.email_identity.apply(lambda domain: f"_dmarc.{domain}")
    _record(f"{name}-dmarc", args, host, "TXT", "v=DMARC1; p=reject; adkim=s; aspf=r", opts)


def _mail_from(
    ctx: AwsContext,
    name: str,
    identity: sesv2.EmailIdentity,
    args: MailSenderArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    """Where mails that cannot be delivered go back to; SPF is about this name."""
    sender = f"bounce.{args.domain}"
    # Source: SES developer guide, "Using a custom MAIL FROM domain", 2026-11
    records = [
        _record(f"{name}-mx", args, sender, "MX", f"10 feedback-smtp.{ctx.region}.amazonses.com", opts),
        _record(f"{name}-spf", args, sender, "TXT", "v=spf1 include:amazonses.com -all", opts),
    ]
    sesv2.EmailIdentityMailFromAttributes(
        f"{name}-mail-from",
        email_identity=identity.email_identity,
        mail_from_domain=sender,
        # While SES has not seen the MX record (up to 72 hours), mails go out under its name, signed all the same
        behavior_on_mx_failure="USE_DEFAULT_VALUE",
        opts=extend(opts, depends_on=records),
    )


def _record(
    logical_name: str,
    args: MailSenderArgs,
    host: pulumi.Input[str],
    kind: str,
    value: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> route53.Record:
    return route53.Record(
        logical_name, zone_id=args.zone_id, name=host, type=kind, ttl=_TTL_SECONDS, records=[value], opts=opts
    )


def _alarms(
    ctx: AwsContext,
    name: str,
    settings: sesv2.ConfigurationSet,
    args: MailSenderArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    """SES has no metric of the calls it refuses: they come back to the service, whose queue then grows old."""
    dimensions = {_METRIC_DIMENSION: settings.configuration_set_name}
    for kind, reviewed_at in _REVIEWED_AT_RATIO.items():
        alarm(
            ctx,
            name,
            f"{kind.lower()}s",
            opts,
            description=f"{kind}s of {args.domain} near {reviewed_at:.1%} of its mails, at which AWS steps in",
            namespace="AWS/SES",
            metric=f"Reputation.{kind}Rate",
            dimensions=dimensions,
            statistic="Maximum",
            threshold=reviewed_at * _EARLY_RATIO,
            period_seconds=_HOUR_SECONDS,
            periods=1,
            notify=args.notify,
        )
    alarm(
        ctx,
        name,
        "rate",
        opts,
        description=f"{args.domain} sends nearly the {args.limit_rps:g} mails a second that the account may send",
        namespace="AWS/SES",
        metric="Send",
        dimensions=dimensions,
        statistic="Sum",
        threshold=args.limit_rps * _EARLY_RATIO * _MINUTE_SECONDS,
        period_seconds=_MINUTE_SECONDS,
        periods=5,
        notify=args.notify,
    )
