"""Mail and text messages.

Source: API references of SES v2 and of AWS End User Messaging SMS; End User Messaging SMS guide, "10DLC"; 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_IDENTITY = re.compile(rf"([^@\s]+@)?({_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*")
_BUS = "eventDestination.eventBridgeDestination.eventBusArn"


def identity(subject: Subject) -> Iterator[Finding]:
    """An identity is a domain or an address."""
    if not _IDENTITY.fullmatch(subject.text("emailIdentity")):
        yield subject.finding("emailIdentity", "must be a domain or a mail address")


def mail_from(subject: Subject) -> Iterator[Finding]:
    """What bounces comes back to a part of the identity's own domain."""
    domain = subject.text("emailIdentity").rpartition("@")[2].lower()
    own = subject.text("mailFromDomain").lower()
    if own and not own.endswith(f".{domain}"):
        yield subject.finding("mailFromDomain", f"must be a subdomain of {domain}")


def bus(subject: Subject) -> Iterator[Finding]:
    """Events go to the default bus."""
    if subject.get(_BUS) and not subject.text(_BUS).endswith(":event-bus/default"):
        yield subject.finding(_BUS, "must be the default bus: SES knows no other")


def number(subject: Subject) -> Iterator[Finding]:
    """Some kinds of numbers are for one country, or for one kind of message."""
    kind = subject.text("numberType")
    if kind == "TEN_DLC" and subject.text("isoCountryCode") != "US":
        yield subject.finding("isoCountryCode", "must be US for numbers of type TEN_DLC")
    if kind == "SIMULATOR" and subject.text("messageType") != "TRANSACTIONAL":
        yield subject.finding("messageType", "must be TRANSACTIONAL for numbers of type SIMULATOR")


RULES: Rules = {
    "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": (number,),
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": (bus,),
    "aws:sesv2/emailIdentity:EmailIdentity": (identity,),
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": (mail_from,),
}
