"""Rules of load balancers: callers who sign cannot get around it, and there are no more rules than it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from policies.reading.documents import matches
from policies.reading.load_balancers import ALB, BALANCER
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_RULE = "aws:lb/listenerRule:ListenerRule"
_ALB_RULE = "alicloud:alb/rule:Rule"
_LISTENER = "aws:lb/listener:Listener"
_ALB_LISTENER = "alicloud:alb/listener:Listener"
_ANYTHING = {"*", "?*"}
"""Values that say that there is something, not what: that is a signature; a token of one's own is exact."""


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What a cloud calls the parts of a rule."""

    conditions: str
    actions: str
    forwards: str
    hosts: str
    paths: str
    parameters: str
    header_values: str


_WORDS: Mapping[str, _Words] = {
    _RULE: _Words(
        conditions="conditions",
        actions="actions",
        forwards="forward",
        hosts="hostHeader.values",
        paths="pathPattern.values",
        parameters="queryStrings",
        header_values="httpHeader.values",
    ),
    _ALB_RULE: _Words(
        conditions="ruleConditions",
        actions="ruleActions",
        forwards="ForwardGroup",
        hosts="hostConfig.values",
        paths="pathConfig.values",
        parameters="queryStringConfig.values",
        header_values="headerConfig.values",
    ),
}
_MOST_RULES = 100
"""Of one load balancer on either cloud, before a raise; the rule that answers by default does not count on AWS.
Sources: Application Load Balancer user guide, "Quotas"; ALB documentation "Quotas and limits", both 2026-11."""


def _aws_signed(rule: View) -> Outcome:
    return _signed(rule, _RULE, "listenerArn", _LISTENER)


def _alicloud_signed(rule: View) -> Outcome:
    return _signed(rule, _ALB_RULE, "listenerId", _ALB_LISTENER)


def _signed(rule: View, type_: str, path: str, listener_type: str) -> Outcome:
    if not _forwards(rule) or not _asks_for_a_signature(rule):
        return NotApplicable("it does not ask for a signature")
    hosts, paths = tuple(_hosts(rule)), tuple(_paths(rule))
    unknown = None
    for listener in rule.targets(path, listener_type):
        if listener_type == _LISTENER and any(
            each.get("type") == "forward" for each in listener.each("defaultActions")
        ):
            return f"`defaultActions` of {listener.name} forward what no rule takes, without a signature"
        open_ = rule.stack.once(("open", listener.resource.urn), partial(_open, listener.apart(), type_, path))
        rule.note(f"unsigned rules of {listener.name}", len(open_.rules))
        for other in open_.about(hosts):
            shared = _shared(hosts, other.hosts)
            # One that names no host is about all of them, and need not be about the same paths
            if shared is None or (shared == _EVERY_HOST and not _meet(paths, other.paths)):
                continue
            return f"{other.name} takes requests of {shared} without a signature"
        unknown = unknown or open_.unknown
    if unknown:
        raise NotEvaluated(unknown)
    return None


@dataclass(frozen=True)
class _Unsigned:
    """A rule that forwards what has no signature."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True)
class _Open:
    """The ways around a signature on one listener."""

    rules: tuple[_Unsigned, ...]
    by_host: Mapping[str, list[_Unsigned]]
    """Exact name -> its rules; those with patterns, or about every host, are under the empty name."""
    unknown: str | None
    """Why nobody can say of one more rule whether it is a way around."""

    def about(self, hosts: tuple[str, ...]) -> Iterable[_Unsigned]:
        """Those that may be about one of the hosts: a listener has many rules, and few of one host."""
        if not hosts or any(_is_pattern(host) for host in hosts):
            return self.rules
        return [rule for host in ("", *hosts) for rule in self.by_host.get(host.lower(), ())]


def _open(listener: View, type_: str, path: str) -> _Open:
    found: list[_Unsigned] = []
    unknown = None
    for rule in listener.referring(type_, path):
        try:
            if _forwards(rule) and not _asks_for_a_signature(rule):
                found.append(_Unsigned(rule.name, tuple(_hosts(rule)), tuple(_paths(rule))))
        except NotEvaluated as reason:
            unknown = unknown or str(reason)
    by_host: defaultdict[str, list[_Unsigned]] = defaultdict(list)
    for unsigned in found:
        for host in unsigned.hosts or ("",):
            by_host["" if _is_pattern(host) else host.lower()].append(unsigned)
    return _Open(tuple(found), by_host, unknown)


def _is_pattern(host: str) -> bool:
    return "*" in host or "?" in host


_EVERY_HOST = "every host"


def _shared(hosts: tuple[str, ...], others: tuple[str, ...]) -> str | None:
    """A host that both are about; names may have `*` and `?`."""
    if not hosts or not others:
        return _EVERY_HOST
    return next((host for host in hosts for other in others if _overlap(host, other)), None)


def _meet(paths: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not paths or not others or any(_overlap(path, other) for path in paths for other in others)


def _overlap(one: str, other: str) -> bool:
    return matches(one, other) or matches(other, one)


def _forwards(rule: View) -> bool:
    words = _WORDS[rule.type]
    return any(action.get("type") == words.forwards for action in rule.each(words.actions))


def _hosts(rule: View) -> Iterator[str]:
    words = _WORDS[rule.type]
    for condition in rule.each(words.conditions):
        yield from condition.values(words.hosts)


def _paths(rule: View) -> Iterator[str]:
    words = _WORDS[rule.type]
    for condition in rule.each(words.conditions):
        yield from condition.values(words.paths)


def _asks_for_a_signature(rule: View) -> bool:
    """Values of one condition are alternatives: beside a signature none may stand that is something else."""
    words = _WORDS[rule.type]
    for condition in rule.each(words.conditions):
        pairs = [pair.get("key") and pair.get("value") for pair in condition.each(words.parameters)]
        if pairs and all(value in _ANYTHING for value in pairs):
            return True
        if _ANYTHING & set(condition.values(words.header_values)):
            return True
    return False


def _aws_rules(balancer: View) -> Outcome:
    listeners = balancer.referring(_LISTENER, "loadBalancerArn")
    return _too_many(sum(len(listener.referring(_RULE, "listenerArn")) for listener in listeners))


def _alicloud_rules(balancer: View) -> Outcome:
    listeners = balancer.referring(_ALB_LISTENER, "loadBalancerId")
    return _too_many(sum(len(listener.referring(_ALB_RULE, "listenerId")) for listener in listeners))


def _too_many(rules: int) -> Outcome:
    return f"its listeners have {rules} rules, it takes {_MOST_RULES}" if rules > _MOST_RULES else None


RULES = (
    Rule(
        id="edge-signed-callbacks",
        title="What must be signed cannot reach a service without a signature",
        area=Area.EDGE,
        severity=Severity.HIGH,
        why="Orders of marketplaces come in over such routes: a second way to the same host without the condition "
        "lets anybody send as many as the instances can bear to refuse.",
        remediation="give every `public` route of the site `signed_by`, or move the other one to another site",
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
        checks={_RULE: _aws_signed, _ALB_RULE: _alicloud_signed},
        scope=Scope.STACK,
    ),
    Rule(
        id="edge-listener-rules",
        title="Load balancers have no more rules than they take, those that shed a class included",
        area=Area.EDGE,
        severity=Severity.MEDIUM,
        why="The rule that is refused is the one that should shed a flood: it is added in the middle of a sale.",
        remediation="join paths of a service with a wildcard, or ask for more rules before the sale",
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
        checks={BALANCER: _aws_rules, ALB: _alicloud_rules},
        scope=Scope.STACK,
    ),
)
