"""Nothing is built on what is going to end."""

from __future__ import annotations

from policies.reading.retired import retired
from policies.rule import EVERY_TYPE, Area, Outcome, Rule, Severity
from policies.view import View


def _lasts(resource: View) -> Outcome:
    found = retired(resource.resource.type)
    return None if found is None else found.says


RULES = (
    Rule(
        id="resilience-no-retired-service",
        title="Nothing is built on a service that its cloud has announced to end",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="On the day named it stops, however the shop does: Amazon Pinpoint, for one, ended four weeks before a"
        " Black Friday.",
        remediation="take what the message names; policies/retired.csv has the day and the source",
        source="https://docs.aws.amazon.com/general/latest/gr/service_sunset.html",
        checks={EVERY_TYPE: _lasts},
    ),
)
