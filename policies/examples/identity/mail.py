"""Domains that send mail."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_SIGNED = "identity-mail-domain-dmarc"
_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity"
_DOMAIN = "alicloud:directmail/domain:Domain"
_HOST = "news.shop.example.net"
_REJECT = "v=DMARC1; p=reject; adkim=s"


def _record(text: Any, name: str = f"_dmarc.{_HOST}") -> Res:
    return res("aws:route53/record:Record", "dmarc", zoneId=UNKNOWN, name=name, type="TXT", records=[text])


def _alidns(text: Any, rr: Any = "_dmarc.news.shop") -> Res:
    return res(
        "alicloud:dns/alidnsRecord:AlidnsRecord", "dmarc", domainName="example.net", rr=rr, type="TXT", value=text
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record(_REJECT)),
    passes(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record("v=DMARC1; p=quarantine; pct=100")),
    fails(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), says=f"_dmarc.{_HOST}"),
    fails(
        _SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record("v=DMARC1; p=none"), says="lets unsigned mail pass"
    ),
    fails(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record(_REJECT, "_dmarc.post.shop.example.net")),
    *(
        fails(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record(f"v=DMARC1; p=reject; {tag}"), says=tag)
        for tag in ("pct=0", "sp=none")
    ),
    fails(
        _SIGNED,
        res(_IDENTITY, emailIdentity=_HOST),
        res(
            "aws:route53/record:Record",
            "dmarc",
            zoneId=UNKNOWN,
            name=f"_dmarc.{_HOST}",
            type="TXT",
            records=[_REJECT, "v=DMARC1; p=none"],
        ),
        says="has 2 policies",
    ),
    passes(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record("v=DMARC1;P=Reject", f"_dmarc.{_HOST}.")),
    passes(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record('"v=DMARC1; p=reject; " "adkim=s"')),
    skips(_SIGNED, res(_IDENTITY, emailIdentity="shop@example.net")),
    unknown(_SIGNED, res(_IDENTITY, emailIdentity=_HOST), _record(UNKNOWN)),
    passes(_SIGNED, res(_DOMAIN, domainName=_HOST), _alidns(_REJECT)),
    fails(_SIGNED, res(_DOMAIN, domainName=_HOST), _alidns("v=DMARC1; p=none")),
    fails(_SIGNED, res(_DOMAIN, domainName=_HOST), says="no TXT record"),
    unknown(_SIGNED, res(_DOMAIN, domainName=_HOST), _alidns(_REJECT, UNKNOWN)),
)
