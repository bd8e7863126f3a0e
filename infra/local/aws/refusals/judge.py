"""What AWS would refuse although the emulator takes it: all rules over one resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from infra.local.aws.refusals import (
    alarms,
    balancing,
    caches,
    databases,
    documented,
    documents,
    edge,
    endpoint,
    events,
    firewall,
    functions,
    grants,
    inference,
    instances,
    jobs,
    keys,
    mail,
    messaging,
    network,
    placement,
    records,
    references,
    retention,
    scaling,
    schedules,
    search,
    states,
    streams,
    tags,
    windows,
)
from infra.local.aws.refusals.subject import Rule, Subject
from infra.local.contract import Finding, Wanted
from infra.local.existing import Existing

_OF_EVERY_TYPE: tuple[Rule, ...] = (references.named, references.unnamed, tags.tags)
_SUBJECTS = (
    *(alarms, balancing, caches, databases, documented, documents, edge, endpoint, events, firewall, functions),
    *(grants, inference, instances, jobs, keys, mail, messaging, network, placement, records, retention, scaling),
    *(schedules, search, states, streams, windows),
)


def refusals(wanted: Wanted, existing: Existing) -> tuple[Finding, ...]:
    """What AWS would refuse in this resource, beside what exists: the first finding for each property.

    All inputs must be known.
    """
    subject = Subject(wanted, existing)
    found: dict[str, Finding] = {}
    for rule in (*_OF_EVERY_TYPE, *rules().get(wanted.type, ())):
        for finding in rule(subject):
            found.setdefault(finding.property, finding)
    return tuple(found.values())


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """Type -> the rules of all subjects."""
    joined: defaultdict[str, list[Rule]] = defaultdict(list)
    for subject in _SUBJECTS:
        for type_, each in subject.RULES.items():
            joined[type_].extend(each)
    return {type_: tuple(each) for type_, each in joined.items()}
