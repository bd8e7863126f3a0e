"""What people read when the local cloud says no."""

from __future__ import annotations

from infra.local.contract import Call, CloudError, Finding, NotEmulated, RefusedError
from infra.local.plugin.answers import not_emulated_text, refusal_text

FINDING = Finding(
    resource="aws:sqs/queue:Queue orders",
    property="delaySeconds",
    what="must be between 0 and 900",
    given="5000",
    fix="give seconds",
)
WHOLE = Finding(resource="aws:sqs/queue:Queue orders", property="", what="needs a policy", given="")


def test_every_finding_has_its_line() -> None:
    assert refusal_text(RefusedError((FINDING, WHOLE)), simulated=False).splitlines() == [
        "local cloud: the real cloud would refuse this:",
        "  delaySeconds must be between 0 and 900, got 5000; give seconds",
        "  needs a policy",
    ]


def test_a_refused_call_is_named_with_its_code() -> None:
    error = CloudError(
        "no such queue", code="QueueDoesNotExist", call=Call(service="sqs", operation="SendMessage")
    )

    assert refusal_text(error, simulated=False) == "local cloud: sqs SendMessage: QueueDoesNotExist: no such queue"


def test_what_is_simulated_says_so_and_no_code_is_said_twice() -> None:
    error = CloudError("Forbidden: no", code="Forbidden")

    assert refusal_text(error, simulated=True) == "simulated cloud: Forbidden: no"


def test_what_is_not_emulated_is_grouped_by_reason() -> None:
    missing = [
        NotEmulated(path="b", why="moto does not store it"),
        NotEmulated(path="c", why=""),
        NotEmulated(path="a", why="moto does not store it"),
        NotEmulated(path="", why="moto has none"),
    ]

    assert not_emulated_text(missing) == (
        "not emulated: a, b (moto does not store it); not emulated: c; not emulated: all of it (moto has none)"
    )
    assert not_emulated_text(()) == ""
