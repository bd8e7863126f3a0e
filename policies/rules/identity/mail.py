"""Mail domains: nobody else can send in the shop's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_RECORD = "aws:route53/record:Record"
_ALIDNS = "alicloud:dns/alidnsRecord:AlidnsRecord"
_MAIL_FROM = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes"
_KEYS = "._domainkey"
_ADDRESS = NotApplicable("it is an address, and its domain signs")
_REFUSING = ("reject", "quarantine")
_ALL_PERCENT = 100
_SES_KEYS = 3
"""Names that SES makes for a domain, unless it is given a key: it changes between them. Source: SES developer
guide, "Easy DKIM in Amazon SES", 2026-11."""


def _route53(domain: View, name: str) -> Iterator[str]:
    for record in domain.all(_RECORD):
        if record.get("type") == "TXT" and str(record.get("name")).rstrip(".") == name:
            # A long text may be written in quoted parts, as in a zone file
            yield from (str(text).replace('" "', "").strip('"') for text in record.values("records"))


def _alidns(domain: View, name: str) -> Iterator[str]:
    for record in domain.all(_ALIDNS):
        if record.get("type") == "TXT" and f"{record.get('rr')}.{record.get('domainName')}" == name:
            yield str(record.get("value"))


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.lower().split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _lets_pass(tags: dict[str, str]) -> str | None:
    """What makes a policy weaker than its domain. Source: RFC 7489, 6.3 (`pct`, `sp`) and 6.6.3."""
    policy = tags.get("p")
    if policy not in _REFUSING:
        return f"p={policy}"
    if tags.get("sp", policy) not in _REFUSING:
        return f"sp={tags['sp']}: from any name below it"
    if float(tags.get("pct", _ALL_PERCENT)) < _ALL_PERCENT:
        return f"pct={tags['pct']}"
    return None


def _refused(path: str, texts: Callable[[View, str], Iterator[str]]) -> Callable[[View], Outcome]:
    """Whether receivers are told to refuse what is not signed by the domain at `path`."""

    def check(domain: View) -> Outcome:
        name = str(domain.get(path))
        if "@" in name:
            return NotApplicable("it is an address, and DMARC is its domain's")
        found = [text for text in texts(domain, f"_dmarc.{name}") if text.lower().startswith("v=dmarc1")]
        if not found:
            return f"no TXT record _dmarc.{name} says what to do with mail that is not signed"
        if len(found) > 1:
            return f"_dmarc.{name} has {len(found)} policies, and receivers then follow none"
        fault = _lets_pass(_tags(found[0]))
        return None if fault is None else f"_dmarc.{name} lets unsigned mail pass ({fault}): {found[0]}"

    return check


def _ses_signed(domain: View) -> Outcome:
    """DKIM in the zone; SPF for the name that bounces go to, where it has one of its own."""
    name = str(domain.get("emailIdentity"))
    if "@" in name:
        return _ADDRESS
    needed = 1 if domain.has("dkimSigningAttributes.domainSigningSelector") else _SES_KEYS
    if (keys := _keys(domain, name, needed)) < needed:
        return f"{keys or 'no'} record{'s' * (keys > 1)} below {_KEYS}.{name} of the {needed} that it signs with"
    for sender in domain.referring(_MAIL_FROM, "emailIdentity"):
        if fault := _spf_fault(list(_route53(domain, str(sender.get("mailFromDomain"))))):
            return f"`mailFromDomain` of {sender.name} {fault}"
    return None


def _keys(domain: View, name: str, needed: int) -> int:
    """How many of its keys stand in the zone.

    Raises:
        NotEvaluated: records of which nobody knows the name may be more of them.
    """
    # What is not known yet and comes from the domain is the name of one of its keys
    own = {record.resource.urn for record in domain.referring(_RECORD, "name")}
    found, unsure = 0, None
    for record in domain.all(_RECORD):
        if record.resource.urn in own and "name" in record.resource.unknown:
            found += 1
            continue
        try:
            found += str(record.get("name")).rstrip(".").endswith(f"{_KEYS}.{name}")
        except NotEvaluated as reason:
            unsure = unsure or reason
    if unsure and found < needed:
        raise unsure
    return found


def _dm_signed(domain: View) -> Outcome:
    name = str(domain.get("domainName"))
    if not any(f"{r.get('rr')}.{r.get('domainName')}".endswith(f"{_KEYS}.{name}") for r in domain.all(_ALIDNS)):
        return f"no record below {_KEYS}.{name} has the key that it signs with"
    fault = _spf_fault(list(_alidns(domain, name)))
    return f"{name} {fault}" if fault else None


def _spf_fault(texts: list[str]) -> str | None:
    """Source: RFC 7208, 4.5 (one record only) and 4.7 (what is not named is neutral)."""
    found = [text for text in texts if text.lower().startswith("v=spf1")]
    if len(found) != 1:
        return f"has {len(found)} SPF records, one is needed"
    terms = found[0].lower().split()[1:]
    # The first that matches decides, so what stands behind an `all` is never read
    end = next((index for index, term in enumerate(terms) if term.lstrip("+-~?") == "all"), len(terms))
    refuses = terms[end] in ("-all", "~all") if end < len(terms) else any(t.startswith("redirect=") for t in terms)
    if refuses and not any(term.endswith("/0") and term[0] not in "-~" for term in terms[:end]):
        return None
    return f"lets everybody send: {found[0]}"


RULES = (
    Rule(
        id="identity-mail-domain-signed",
        title="The shop signs its mail, and says which servers send it",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="Receivers are told to refuse what is not signed: without the keys in the zone that is all of the"
        " shop's own mail, and an SPF record that admits everybody lets strangers send in its name.",
        remediation="build the sender with MailSender, which writes DKIM, SPF and DMARC into the zone",
        source="https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim.html",
        checks={
            "aws:sesv2/emailIdentity:EmailIdentity": _ses_signed,
            "alicloud:directmail/domain:Domain": _dm_signed,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="identity-mail-domain-dmarc",
        title="Receivers refuse mail in the shop's name that the shop has not signed",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="Without it anybody can write to customers as the shop, and large receivers refuse the shop's own"
        " newsletters.",
        remediation="build the sender with MailSender, which writes DKIM, SPF and DMARC into the zone",
        source="https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html",
        checks={
            "aws:sesv2/emailIdentity:EmailIdentity": _refused("emailIdentity", _route53),
            "alicloud:directmail/domain:Domain": _refused("domainName", _alidns),
        },
        scope=Scope.STACK,
    ),
)
