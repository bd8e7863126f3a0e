"""What moto keeps of something deleted, and what then stands in the way of another one of its name.

Each function says whether it is gone now.
"""

from __future__ import annotations

from functools import partial

from infra.local.aws.actions import Actions


def forget_plan(actions: Actions, id_: str) -> bool:
    """A deleted backup plan; no call of the API takes it away, so only a moto in this process can forget it."""
    if actions.clients.endpoint is not None:
        return False
    from moto.backup.models import backup_backends  # noqa: PLC0415 - loads the emulator, which must be started

    backup_backends[actions.clients.account][actions.region].plans.pop(id_, None)
    return True


def forget_cache_subnets(actions: Actions, id_: str) -> bool:
    """A subnet group of caches, for which moto has no call to delete it; likewise."""
    return _forget_cache(actions, "cache_subnet_groups", id_)


def forget_cache(actions: Actions, id_: str) -> bool:
    """A replication group, which moto goes on deleting for ever; likewise."""
    return _forget_cache(actions, "replication_groups", id_)


def _forget_cache(actions: Actions, kind: str, id_: str) -> bool:
    if actions.clients.endpoint is not None:
        return False
    from moto.elasticache.models import elasticache_backends  # noqa: PLC0415

    getattr(elasticache_backends[actions.clients.account][actions.region], kind).pop(id_, None)
    return True


def forget_snapshots(actions: Actions, id_: str) -> bool:
    """The automatic snapshots of a database cluster, which are named after it and the minute."""
    call = partial(actions.clients.call, "rds", actions.region, masked=lambda value: value)
    found = call("DescribeDBClusterSnapshots", {"DBClusterIdentifier": id_, "SnapshotType": "automated"})
    for snapshot in found["DBClusterSnapshots"]:
        name = {"DBClusterSnapshotIdentifier": snapshot["DBClusterSnapshotIdentifier"]}
        call("DeleteDBClusterSnapshot", name)
    return True
