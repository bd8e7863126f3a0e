"""How values are shown: on one line, short, and no secret at all."""

from __future__ import annotations

from infra.local.contract import Wanted
from infra.local.show import LONGEST, finding, show
from infra.preview.plan import SECRET

CLUSTER = Wanted(
    urn="urn:c",
    type="aws:rds/cluster:Cluster",
    name="core-db",
    inputs={"masterPassword": "hunter2", "auth": {"token": "hunter3"}, "port": 80},
    secret=frozenset({"masterPassword", "auth.token"}),
)


def test_values_are_shown_on_one_line() -> None:
    shown = [show(value) for value in (None, "text", 80, True, {"a": [1, "é"]})]

    assert shown == ["nothing", "text", "80", "true", '{"a": [1, "é"]}']


def test_a_long_value_is_cut() -> None:
    assert len(show("x" * 1000)) == LONGEST
    assert show("x" * LONGEST) == "x" * LONGEST


def test_a_finding_names_the_resource() -> None:
    found = finding(CLUSTER, "port", "must be higher", 80, "use 3306")

    assert (found.resource, found.property) == ("aws:rds/cluster:Cluster core-db", "port")
    assert (found.what, found.given, found.fix) == ("must be higher", "80", "use 3306")


def test_a_secret_is_never_shown_nor_what_holds_one_or_is_inside_one() -> None:
    paths = ("masterPassword", "masterPassword[0]", "auth.token", "auth")

    assert {finding(CLUSTER, path, "is bad", "hunter").given for path in paths} == {SECRET}
