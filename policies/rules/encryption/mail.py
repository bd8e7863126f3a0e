"""Mail goes out encrypted."""

from __future__ import annotations

from policies.checks import shown
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View


def _tls(settings: View) -> Outcome:
    policy = settings.at("deliveryOptions").get("tlsPolicy", "OPTIONAL")
    return None if policy == "REQUIRE" else f"`deliveryOptions.tlsPolicy` is {shown(policy)}"


def _names_settings(identity: View) -> Outcome:
    if identity.has("configurationSetName"):
        return None
    return "`configurationSetName` is not set: what is sent without naming one may go out in clear"


RULES = (
    Rule(
        id="encryption-mail-transport",
        title="Mail is handed over with TLS, or not at all",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="An order confirmation has a name, an address and what was bought; without TLS everybody on the"
        " way reads it.",
        remediation="build the sender with MailSender, whose settings require TLS",
        source="https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",
        checks={
            "aws:sesv2/configurationSet:ConfigurationSet": _tls,
            "aws:sesv2/emailIdentity:EmailIdentity": _names_settings,
        },
        not_applicable={"alicloud": "DirectMail has no such setting: it uses TLS where the receiver does"},
    ),
)
