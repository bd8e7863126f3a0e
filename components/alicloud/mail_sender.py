"""Senders of mail: DirectMail."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import Provider, directmail, dns

from components.alicloud.context import AlicloudContext
from components.alicloud.mail_events import mail_events
from components.alicloud.region import mail_home
from components.alicloud.zone import relative
from components.errors import InvalidArgument
from components.mail_sender import MailPurpose, MailSenderArgs, MailSenderOutputs
from components.options import extend

_MOST_CHARACTERS = 50
"""Of a domain. Source: terraform-provider-alicloud docs/direct_mail_domain, 2026-11."""
_TTL_SECONDS = 600
_MX_PRIORITY = 10
_SEND_TYPES = {MailPurpose.TRANSACTIONAL: "trigger", MailPurpose.MARKETING: "batch"}


def build_mail_sender(
    ctx: AlicloudContext, name: str, args: MailSenderArgs, opts: pulumi.ResourceOptions
) -> MailSenderOutputs:
    """The domain, its records and the one address, in the region of DirectMail that is the stack's or nearest.

    DirectMail has no metric, so `limit_rps` is an alarm's threshold nowhere: what it refuses comes back to the
    service, whose queue then grows old. It leaves out by itself addresses that bounced. A person presses "Verify"
    once when the records are there (docs/account.md): no resource does.

    Raises:
        UnsupportedOnCloud: no DirectMail under the law of the stack's region.
        InvalidArgument: `domain` is too long for DirectMail.
    """
    if len(args.domain) > _MOST_CHARACTERS:
        raise InvalidArgument(
            f"domain must have at most {_MOST_CHARACTERS} characters, got {args.domain} with {len(args.domain)}; "
            "give the sender a shorter `host`"
        )
    home = mail_home(ctx.region)
    there = _at(ctx, name, home, opts)
    domain = directmail.Domain(
        f"{name}-domain",
        domain_name=args.domain,
        opts=extend(there, protect=args.deletion_protected),
    )
    _records(name, home, domain, args, there, opts)
    address = directmail.MailAddress(
        f"{name}-address",
        account_name=domain.domain_name.apply(lambda registered: f"{args.address}@{registered}"),
        sendtype=_SEND_TYPES[args.purpose],
        opts=there,
    )
    return MailSenderOutputs(
        address=address.account_name,
        region=pulumi.Output.from_input(home),
        send_arns=(pulumi.Output.from_input("*"),),
        events=mail_events(ctx, name, home, address.account_name, args, there),
    )


def _at(ctx: AlicloudContext, name: str, home: str, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Options of what stands with DirectMail: resources of Alibaba Cloud have no region of their own."""
    if home == ctx.region:
        return opts
    provider = Provider(f"{name}-home", region=home, opts=opts)
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(provider=provider))


def _records(
    name: str,
    home: str,
    domain: directmail.Domain,
    args: MailSenderArgs,
    there: pulumi.ResourceOptions,
    opts: pulumi.ResourceOptions,
) -> None:
    """What proves who owns the domain and who sends from it.

    DirectMail makes the values with the domain, but the resource gives none of them away. So they are asked for:
    a question about what this stack has made itself, whose answer no preview needs.
    """
    details = directmail.get_domains_output(
        ids=domain.id.apply(lambda id_: [id_]),
        enable_details=True,
        opts=pulumi.InvokeOutputOptions(parent=there.parent, provider=there.provider),
    ).domains.apply(lambda found: found[0])

    def record(role: str, kind: str, host: str, value: pulumi.Input[str], priority: int | None = None) -> None:
        dns.AlidnsRecord(
            f"{name}-{role}",
            domain_name=args.zone_id,
            rr=pulumi.Output.all(domain.domain_name, args.zone_id).apply(
                lambda both: relative(f"{host}{both[0]}", both[1])
            ),
            type=kind,
            value=value,
            priority=priority,
            ttl=_TTL_SECONDS,
            opts=opts,
        )

    # Hosts: Direct Mail, "Configure sender domains", 2026-11
    record("owner", "TXT", "aliyundm.", details.domain_type)
    record("spf", "TXT", "", details.spf_record.apply(_spf))
    record("mx", "MX", "", details.mx_record, _MX_PRIORITY)
    record("dkim", "TXT", f"aliyun-{home}._domainkey.", details.dkim_public_key.apply(_dkim))
    # Nobody else sends from this domain, so whatever is not signed is forged
    record("dmarc", "TXT", "_dmarc.", "v=DMARC1; p=reject; adkim=s; aspf=s")


def _spf(given: str) -> str:
    """DirectMail says `include:...` or the whole record."""
    return given if given.startswith("v=spf1") else f"v=spf1 {given} -all"


def _dkim(given: str) -> str:
    """DirectMail calls it a key; a record that is only the key would let no mail pass the policy beside it."""
    return given if given.startswith("v=DKIM1") else f"v=DKIM1; k=rsa; p={given}"
