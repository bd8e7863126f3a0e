"""Mail: people hear of bounces and complaints before the cloud does."""

from __future__ import annotations

from policies.reading.alarms import unwatched
from policies.rule import LIVE, Area, Outcome, Rule, Scope, Severity
from policies.view import View

_NEEDS = {"bounces": {"Reputation.BounceRate"}, "complaints": {"Reputation.ComplaintRate"}}


def _watched(settings: View) -> Outcome:
    open_ = unwatched(settings, _NEEDS)
    return f"no alarm on its {', '.join(open_)}" if open_ else None


RULES = (
    Rule(
        id="stack-mail-sender-has-alarm",
        title="People are told when mails bounce or are complained about",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="AWS stops an account that sends what nobody wants; one bad list of addresses is enough, and then"
        " order confirmations stop as well.",
        remediation="build the sender with MailSender, which adds both alarms",
        source="https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html",
        checks={"aws:sesv2/configurationSet:ConfigurationSet": _watched},
        not_applicable={"alicloud": "DirectMail has no metrics; its events are in the sender's queue"},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
