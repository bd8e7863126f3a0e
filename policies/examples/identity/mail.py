"""Domains that send mail."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

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


_DKIM = "identity-mail-domain-signed"
_FROM = res(
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
    "from",
    emailIdentity=ref("news"),
    mailFromDomain=f"bounce.{_HOST}",
)
_NEWS = res(_IDENTITY, "news", emailIdentity=_HOST)
_RECORD = "aws:route53/record:Record"
_KEYS = tuple(
    res(_RECORD, f"key-{key}", zoneId=UNKNOWN, name=f"{key}._domainkey.{_HOST}", type="CNAME") for key in "abc"
)
_NEW_KEYS = tuple(res(_RECORD, f"key-{key}", zoneId=UNKNOWN, name=ref("news"), type="CNAME") for key in "abc")
_OWN_KEY = res(_IDENTITY, "news", emailIdentity=_HOST, dkimSigningAttributes={"domainSigningSelector": "a"})
_DM = res(_DOMAIN, "news", domainName=_HOST)
_DM_RECORD = "alicloud:dns/alidnsRecord:AlidnsRecord"


def _spf(text: Any) -> Res:
    name = f"bounce.{_HOST}"
    return res("aws:route53/record:Record", "spf", zoneId=UNKNOWN, name=name, type="TXT", records=[text])


def _dm_record(name: str, rr: Any, value: str) -> Res:
    return res(_DM_RECORD, name, domainName="example.net", rr=rr, type="TXT", value=value)


_DM_KEY = _dm_record("key", "aliyun._domainkey.news.shop", "v=DKIM1; k=rsa; p=x")
_DM_SPF = _dm_record("spf", "news.shop", "v=spf1 include:spf1.dm.aliyun.com -all")
_SENDS = "v=spf1 include:amazonses.com -all"

_SIGNING: tuple[Example, ...] = (
    passes(_DKIM, _NEWS, *_KEYS, _FROM, _spf(_SENDS)),
    passes(_DKIM, _NEWS, *_NEW_KEYS),
    fails(_DKIM, _NEWS, says="no record below ._domainkey"),
    fails(_DKIM, _NEWS, *_KEYS, _FROM, says="has 0 SPF records"),
    fails(_DKIM, _NEWS, *_KEYS, _FROM, _spf("v=spf1 include:amazonses.com ?all"), says="lets everybody send"),
    *(
        fails(_DKIM, _NEWS, *_KEYS, _FROM, _spf(text), says="lets everybody send")
        for text in (
            "v=spf1 +all -all",
            "v=spf1 all ~all",
            "v=spf1 ip4:0.0.0.0/0 -all",
            "v=spf1 include:x.example",
        )
    ),
    passes(_DKIM, _NEWS, *_KEYS, _FROM, _spf("v=spf1 include:amazonses.com -all exp=why.example.net")),
    passes(_DKIM, _NEWS, *_KEYS, _FROM, _spf("v=spf1 redirect=spf.example.net")),
    fails(_DKIM, _NEWS, *_KEYS[:2], says="2 records below ._domainkey"),
    fails(_DKIM, _NEWS, *_NEW_KEYS[:1], says="1 record below ._domainkey"),
    passes(_DKIM, _OWN_KEY, _KEYS[0]),
    skips(_DKIM, res(_IDENTITY, emailIdentity="shop@example.net")),
    unknown(_DKIM, _NEWS, *_KEYS, _FROM, _spf(UNKNOWN)),
    passes(_DKIM, _DM, _DM_KEY, _DM_SPF),
    fails(_DKIM, _DM, _DM_SPF, says="no record below ._domainkey"),
    fails(_DKIM, _DM, _DM_KEY, says="has 0 SPF records"),
    fails(_DKIM, _DM, _DM_KEY, _dm_record("spf", "news.shop", "v=spf1 +all"), says="lets everybody send"),
    unknown(_DKIM, _DM, _dm_record("key", UNKNOWN, "v=DKIM1; k=rsa; p=x"), _DM_SPF),
)

EXAMPLES: tuple[Example, ...] = (
    *_SIGNING,
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
