"""Queues: they take the messages of every declared sale, and keep them until workers have caught up."""

from __future__ import annotations

from policies.reading.dead_letters import QUEUE, SMQ_QUEUE, holds_dead_letters
from policies.reading.service import store_of
from policies.reading.upcoming import Need, ahead, largest
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_FIFO_RPS = 300
"""Messages a second that a FIFO queue takes one by one; in batches of ten, 3,000, but who sends in batches cannot
be seen here. Source: SQS Developer Guide, "Amazon SQS message quotas", 2026-11."""
_FAST_FIFO_RPS = 2_400
"""The same in high-throughput mode, where a region has least."""
_SMQ_CALLS = 20_000
"""A second, of all queues of an account in a region, until it is raised on request. Source: Simple Message Queue,
"Throttling policy", 2026-01."""
_CALLS = 3.0
"""For each message: send, receive, delete, where nobody says that workers take several with one call."""
_DAY_SECONDS = 86_400
_DEFAULT_SECONDS = 4 * _DAY_SECONDS
"""How long both clouds keep a message where nothing is said."""


def _sqs(queue: View) -> Outcome:
    name, need = _need(queue)
    if name not in queue.stack.facts.limits.message_seconds or holds_dead_letters(queue):
        return NotApplicable("nothing is declared about the messages in it")
    if need and queue.get("fifoQueue", False) is True:
        fast = (
            queue.get("fifoThroughputLimit", "perQueue") == "perMessageGroupId"
            and queue.get("deduplicationScope", "queue") == "messageGroup"
        )
        most = _FAST_FIFO_RPS if fast else _FIFO_RPS
        if need.value > most:
            return (
                f"`fifoQueue` takes {most:,} messages/s one by one, {name} gets {need.value:,.0f} at {need.sale}"
            )
    return _forgets(queue, "messageRetentionSeconds", name)


def _smq(queue: View) -> Outcome:
    facts = queue.stack.facts
    name, need = _need(queue)
    if name not in facts.limits.message_seconds or holds_dead_letters(queue):
        return NotApplicable("nothing is declared about the messages in it")
    calls = facts.limits.message_calls
    all_ = largest(
        ahead(facts),
        lambda needs: sum(calls.get(queue, _CALLS) * rate for queue, rate in needs.messages_rps.items()),
    )
    if need and all_ and all_.value > _SMQ_CALLS and name == _busiest(queue, all_.sale):
        return (
            f"with {need.value:,.0f} messages/s of it all queues get {all_.value:,.0f} calls/s at {all_.sale}, an "
            f"account has {_SMQ_CALLS:,} in a region"
        )
    return _forgets(queue, "messageRetentionPeriod", name)


def _need(queue: View) -> tuple[str, Need | None]:
    name = store_of(queue, "-queue")
    return name, largest(ahead(queue.stack.facts), lambda needs: needs.messages_rps.get(name, 0))


def _busiest(queue: View, sale: str) -> str:
    """What all queues do together is said once."""
    needs = next(each.needs for each in queue.stack.facts.sales if each.name == sale)
    rates = needs.messages_rps if needs else {}
    return max(rates, key=lambda name: rates[name])


def _forgets(queue: View, path: str, name: str) -> str | None:
    """A worker that fails in the night of a sale is mended on the next day, and then works off its backlog."""
    kept, wait = float(queue.get(path, _DEFAULT_SECONDS)), queue.stack.facts.limits.message_seconds[name]
    if kept >= _DAY_SECONDS + wait:
        return None
    return f"`{path}` is {kept:,.0f} seconds, a day of trouble and {wait:,} seconds of waiting are more"


RULES = (
    Rule(
        id="capacity-queue-throughput",
        title="Queues take the messages of every declared sale, and keep them until workers have caught up",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "What a queue refuses is lost for whoever sends it: an order is placed and never paid. What it "
            "forgets before a worker has come to it is lost in silence."
        ),
        remediation=(
            "leave the type to Queue, which makes standard queues, and keep its `retention_days`; for a FIFO "
            "queue switch on high throughput; on Alibaba Cloud ask for more calls in the region before the sale"
        ),
        source="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html",
        checks={QUEUE: _sqs, SMQ_QUEUE: _smq},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
