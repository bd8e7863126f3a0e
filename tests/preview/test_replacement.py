"""What replaces a resource: the table covers what the stacks use, is fresh, and is read as it is meant."""

from pathlib import Path

import pytest

from infra.preview import replacement
from infra.preview.replacement import TABLE, Effect, effect, known_types
from tests.facts.facts import ABSENT, folder
from tests.stacks import MOMENTS, planned
from tools import replacements

QUEUE, GROUP = "aws:sqs/queue:Queue", "aws:autoscaling/group:Group"
UPDATE, MAY, REPLACE = Effect.UPDATE, Effect.MAY_REPLACE, Effect.REPLACE


def test_every_type_in_use_is_in_the_table_and_no_other() -> None:
    """A type that nothing replaces has a row too, so a missing one is never taken for one that is safe."""
    plans = (planned(stack, at) for stack, at in MOMENTS)
    assert known_types() == {
        resource.type
        for plan in plans
        for resource in plan.custom
        if not resource.type.startswith(replacements.PROVIDERS)
    }


@pytest.mark.skipif(folder() is None, reason=ABSENT)
def test_the_table_is_what_the_provider_facts_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make replacements` rewrites it."""
    facts = folder()
    assert isinstance(facts, Path)
    monkeypatch.setattr(replacements, "plans", lambda: (planned(stack, at) for stack, at in MOMENTS))
    assert replacements.table(facts.parent) == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "path", "appeared_or_gone", "expected"),
    [
        # a property that always replaces: itself, what lies inside, and a block around it that comes or goes
        ("name,always,any-change", "name", False, REPLACE),
        ("name,always,any-change", "nameServers", False, UPDATE),
        ("name,always,any-change", "other", False, UPDATE),
        ("network,always,any-change", "network.subnet", False, REPLACE),
        ("network,always,any-change", "network[0].subnet", False, REPLACE),
        ("network.subnet,always,any-change", "network.subnet", False, REPLACE),
        ("network.subnet,always,any-change", "network.zone", False, UPDATE),
        ("network.subnet,always,any-change", "network", True, REPLACE),
        ("network.subnet,always,any-change", "network", False, UPDATE),
        # list indexes and quoted keys do not matter
        ("disks[].size,always,any-change", "disks[0].size", False, REPLACE),
        ("disks[].size,always,any-change", "disks[12].size", False, REPLACE),
        ("disks[].size,always,any-change", "disks[0].type", False, UPDATE),
        ("disks[].size,always,any-change", "disks[1]", True, REPLACE),
        ("disks[].size,always,any-change", "disks", True, REPLACE),
        ("tags,always,any-change", 'tags["a.b"]', False, REPLACE),
        # the provider decides
        ("size,conditional,any-change", "size", False, MAY),
        ("size.unit,conditional,any-change", "size", True, MAY),
        # read at creation only: a block that comes or goes replaces, a change within it does not
        ("block,always,add-remove", "block", True, REPLACE),
        ("block,always,add-remove", "block", False, UPDATE),
        ("block,always,add-remove", "block.inner", False, UPDATE),
        ("block,always,add-remove", "block[0]", True, REPLACE),
        # nothing replaces this type
        (",never,", "name", True, UPDATE),
    ],
)
def test_effect(
    table: str,
    path: str,
    appeared_or_gone: bool,
    expected: Effect,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "replacements.csv"
    file.write_text(f"type,property,when,trigger\naws:x/y:Y,{table}\n", encoding="utf-8")
    monkeypatch.setattr(replacement, "TABLE", file)
    monkeypatch.setattr(replacement, "_table", replacement._table.__wrapped__)
    assert effect("aws:x/y:Y", path, appeared_or_gone=appeared_or_gone) is expected
    assert effect("aws:x/other:Other", path, appeared_or_gone=appeared_or_gone) is Effect.UNKNOWN


@pytest.mark.parametrize(
    ("type_", "path", "expected"),
    [
        (QUEUE, "fifoQueue", REPLACE),
        (QUEUE, "visibilityTimeoutSeconds", UPDATE),
        (GROUP, "maxSize", UPDATE),
        ("aws:rds/cluster:Cluster", "storageEncrypted", REPLACE),
        ("aws:elasticache/replicationGroup:ReplicationGroup", "atRestEncryptionEnabled", REPLACE),
        ("alicloud:polardb/cluster:Cluster", "dbNodeClass", UPDATE),
        ("alicloud:ots/table:Table", "primaryKeys[0].type", REPLACE),
    ],
)
def test_the_table_knows_the_ones_that_hurt(type_: str, path: str, expected: Effect) -> None:
    assert effect(type_, path, appeared_or_gone=False) is expected
