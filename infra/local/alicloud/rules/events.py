"""Events and mail: who may send, what a rule picks, and where it goes.

Source: Direct Mail API reference, CreateMailAddress; EventBridge documentation, "Event patterns" and the API
reference, CreateRule; 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_DOMAIN = "alicloud:directmail/domain:Domain"
_QUEUE = "alicloud:message/serviceQueue:ServiceQueue"
_TO_QUEUE = "acs.mns.queue"
_ENDPOINT = re.compile(r"acs:mns:[a-z0-9-]+:\d{16}:/?queues/([^/]+)")
_PATTERN = "filterPattern"


def sender_domain(case: Case) -> Iterator[Finding]:
    """A sender is of a domain that mail is sent from."""
    domain = str(case.value("accountName")).rpartition("@")[2]
    if not any(other.get("domainName") == domain for other in case.others(_DOMAIN)):
        yield case.refuse("accountName", f"is of {domain}, which is no mail domain", case.value("accountName"))


def pattern(case: Case) -> Iterator[Finding]:
    """Every field of a pattern has a list of what it may be."""
    given = case.value(_PATTERN)
    try:
        said = json.loads(str(given))
    except ValueError as error:
        yield case.refuse(_PATTERN, f"must be JSON: {error}", given)
        return
    if not isinstance(said, dict):
        yield case.refuse(_PATTERN, "must be a JSON object", given)
        return
    for name in _bare(said):
        yield case.refuse(_PATTERN, f"must have a list, or an object, as {name}", given)


def _bare(said: dict[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _bare(value)
        elif not isinstance(value, list):
            yield name


def queues(case: Case) -> Iterator[Finding]:
    """A queue that is told of an event, or of what failed, exists."""
    for place in case.places("targets[].type"):
        if place.value == _TO_QUEUE:
            yield from _queue(case, place.path.replace(".type", ".endpoint"))
    for place in case.places("targets[].deadLetterQueue.arn"):
        yield from _queue(case, place.path)


def _queue(case: Case, path: str) -> Iterator[Finding]:
    given = case.value(path)
    found = _ENDPOINT.fullmatch(str(given))
    if not found:
        yield case.refuse(path, "must be the ARN of a queue, acs:mns:REGION:ACCOUNT:queues/NAME", given)
    elif not any(other.id == found[1] for other in case.others(_QUEUE)):
        yield case.refuse(path, "names no queue that exists", given)
