"""Mail: the account stays allowed to send."""

from __future__ import annotations

from policies.checks import is_true
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View

_NEEDED = frozenset({"BOUNCE", "COMPLAINT"})


def _kept(settings: View) -> Outcome:
    missing = sorted(_NEEDED - set(settings.at("suppressionOptions").values("suppressedReasons")))
    if missing:
        return f"`suppressionOptions.suppressedReasons` lacks {', '.join(missing)}"
    return is_true("reputationOptions.reputationMetricsEnabled")(settings)


RULES = (
    Rule(
        id="resilience-mail-reputation",
        title="Who bounced or complained gets no more mail, and the share of both is measured",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="At a few bounces in a hundred, or complaints in a thousand, AWS stops the account: then no order"
        " confirmation goes out either.",
        remediation="build the sender with MailSender, whose settings say both",
        source="https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html",
        checks={"aws:sesv2/configurationSet:ConfigurationSet": _kept},
        not_applicable={
            "alicloud": "DirectMail leaves out addresses that bounced by itself, and measures nothing"
        },
    ),
)
