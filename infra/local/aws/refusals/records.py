"""DNS records and certificates."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_CERTIFICATE = "aws:acm/certificate:Certificate"
_RECORD = "aws:route53/record:Record"
_ZONE = "aws:route53/zone:Zone"
_NAME = re.compile(r"(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.?)+")
_LONGEST_TTL_SECONDS = 2_147_483_647


def _address(class_: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            class_(text)
        except ValueError:
            return False
        return True

    return check


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


_HOST = _NAME.pattern
_VALUES: dict[str, tuple[Callable[[str], bool], str]] = {
    "A": (_address(ipaddress.IPv4Address), "an IPv4 address"),
    "AAAA": (_address(ipaddress.IPv6Address), "an IPv6 address"),
    "CNAME": (_matches(_HOST), "a host name"),
    "NS": (_matches(_HOST), "a host name"),
    "MX": (_matches(rf"\d{{1,5}} {_HOST}"), "a priority and a host name, such as 10 mail.example.net"),
    "SRV": (_matches(rf"\d+ \d+ \d+ ({_HOST}|\.)"), "priority, weight, port and host name"),
    "CAA": (_matches(r'\d{1,3} [a-z0-9]+ ".*"'), 'such as 0 issue "amazon.com"'),
    "TXT": (lambda text: max(map(len, text.split('""'))) <= 255, "parts of at most 255 characters"),
}


def record(subject: Subject) -> Iterator[Finding]:
    """The values are of the record's type, and there is one way to answer."""
    kind = subject.text("type")
    check, words = _VALUES.get(kind, (None, ""))
    for place in subject.at("records[]") if check else ():
        if not check or not check(str(place.value)):
            yield subject.finding(place, f"must be {words} in a record of type {kind}")
    if kind == "CNAME" and len(list(subject.at("records[]"))) > 1:
        yield subject.finding("records", "must be one value in a record of type CNAME")
    if subject.get("records") and subject.number("ttl") is None:
        yield subject.finding("ttl", "must be given, as records is")
    ttl = subject.number("ttl")
    if ttl is not None and not 0 <= ttl <= _LONGEST_TTL_SECONDS:
        yield subject.finding("ttl", f"must be between 0 and {_LONGEST_TTL_SECONDS} seconds")


def zone(subject: Subject) -> Iterator[Finding]:
    """The name of a zone is a name."""
    if not _NAME.fullmatch(_plain(subject.text("name"))):
        yield subject.finding("name", "must be a domain name")


def name(subject: Subject) -> Iterator[Finding]:
    """The name is a name, in the zone, and not a CNAME beside or above others."""
    text, kind = _plain(subject.text("name")), subject.text("type")
    if not _NAME.fullmatch(text.replace("\\052", "*")):
        yield subject.finding("name", "must be a domain name")
    around = subject.target(subject.get("zoneId"), _ZONE, by=("id", "zoneId"))
    own = _plain(str(around.get("name"))) if around else ""
    if own and kind == "CNAME" and text == own:
        yield subject.finding("type", "must not be CNAME for the name of the zone itself", "use an alias")
    for other in subject.others(_RECORD):
        if other.get("zoneId") != subject.get("zoneId") or _plain(str(other.get("name"))) != text:
            continue
        if "CNAME" in (kind, other.get("type")) and kind != other.get("type"):
            yield subject.finding("name", f"has the record {other.name} already, and a CNAME stands alone")
        elif kind == other.get("type") and not (subject.get("setIdentifier") or subject.get("allowOverwrite")):
            yield subject.finding("name", f"has a record of this type already, {other.name}")


def alias(subject: Subject) -> Iterator[Finding]:
    """An alias is for addresses and names the hosted zone of its target."""
    for part in subject.parts("aliases[]"):
        if subject.number("ttl") is not None:
            yield subject.finding("ttl", "must not be given for an alias")
        target = subject.existing.find(part.text("name"), by=("domainName", "dnsName"))
        hosted = (target.get("hostedZoneId") or target.get("zoneId")) if target else None
        if target and hosted and part.get("zoneId") != hosted:
            yield part.finding("zoneId", f"must be the hosted zone of {target.name}, {hosted}")


def _plain(text: str) -> str:
    return text.rstrip(".").lower()


def certificate(subject: Subject) -> Iterator[Finding]:
    """All names are domain names, at most one level wild."""
    for path in ("domainName", "subjectAlternativeNames[]"):
        for place in subject.at(path):
            if not _NAME.fullmatch(str(place.value)) or "." not in str(place.value):
                yield subject.finding(place, "must be a domain name, which may begin with *.")
    made_elsewhere = subject.get("privateKey") or subject.get("certificateAuthorityArn")
    if not made_elsewhere and subject.text("validationMethod") not in ("DNS", "EMAIL", "HTTP", "NONE"):
        yield subject.finding("validationMethod", "must be DNS or EMAIL")


def validation(subject: Subject) -> Iterator[Finding]:
    """The records are those that the certificate asked for."""
    target = subject.target(subject.get("certificateArn"), _CERTIFICATE)
    asked = {
        _plain(str(option.get("resourceRecordName")))
        for option in (target.get("domainValidationOptions") or () if target else ())
    }
    for place in subject.at("validationRecordFqdns[]"):
        if asked and _plain(str(place.value)) not in asked:
            yield subject.finding(place, "is not a record that the certificate asks for")


RULES: Rules = {
    _CERTIFICATE: (certificate,),
    "aws:acm/certificateValidation:CertificateValidation": (validation,),
    _RECORD: (record, name, alias),
    _ZONE: (zone,),
}
