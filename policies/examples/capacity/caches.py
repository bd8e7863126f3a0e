"""Caches that can be divided and have the shards of a sale, and such that do not."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown
from policies.facts import Limits

_CACHES = "capacity-cache-scales"
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_FOUR_ALLOWED = Limits(shards={"carts": 4})
_THREE: dict[str, Any] = {"sales": sale(shards={"carts": 3}), "limits": _FOUR_ALLOWED}
_THREE_AHEAD: dict[str, Any] = {"sales": sale(prepared=False, shards={"carts": 3}), "limits": _FOUR_ALLOWED}
_FIVE_AHEAD: dict[str, Any] = {"sales": sale(prepared=False, shards={"carts": 5}), "limits": _FOUR_ALLOWED}


def _carts(type_: str, **inputs: Any) -> Res:
    return res(type_, "carts", tags={"component": "carts-cache"}, **inputs)


EXAMPLES: tuple[Example, ...] = (
    passes(_CACHES, res(_GROUP, "carts", numNodeGroups=3, replicasPerNodeGroup=1)),
    fails(_CACHES, res(_GROUP, "carts", numCacheClusters=2), says="`numNodeGroups` is 1"),
    unknown(_CACHES, res(_GROUP, "carts", numNodeGroups=UNKNOWN)),
    passes(_CACHES, res(_TAIR, "carts", instanceClass="tair.rdb.with.proxy.16g", shardCount=3)),
    fails(_CACHES, res(_TAIR, "carts", instanceClass="tair.rdb.16g"), says="`shardCount` is 1"),
    unknown(_CACHES, res(_TAIR, "carts", shardCount=UNKNOWN)),
    passes(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.shard.small.2.ce", shardCount=4)),
    passes(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.logic.sharding.2g.8db.0rodb.8proxy.default")),
    fails(_CACHES, res(_KVSTORE, "carts", instanceClass="redis.master.large.default")),
    unknown(_CACHES, res(_KVSTORE, "carts", shardCount=UNKNOWN)),
    passes(_CACHES, _carts(_GROUP, numNodeGroups=3), **_THREE),
    fails(
        _CACHES,
        _carts(_GROUP, numNodeGroups=2),
        says="`numNodeGroups` is 2, carts needs 3 at singles-day",
        **_THREE,
    ),
    passes(_CACHES, _carts(_GROUP, numNodeGroups=2), **_THREE_AHEAD),
    fails(
        _CACHES,
        _carts(_GROUP, numNodeGroups=2),
        says="`max_shards` of carts is 4, it needs 5 at singles-day",
        **_FIVE_AHEAD,
    ),
    passes(_CACHES, _carts(_TAIR, shardCount=3), **_THREE),
    fails(_CACHES, _carts(_TAIR, shardCount=2), says="`shardCount` is 2, carts needs 3 at singles-day", **_THREE),
    fails(_CACHES, _carts(_TAIR, shardCount=2), says="`max_shards` of carts is 4", **_FIVE_AHEAD),
    fails(_CACHES, _carts(_KVSTORE, shardCount=2), says="needs 3", **_THREE),
)
