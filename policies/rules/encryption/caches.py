"""Caches and tables: what they store is encrypted with a key of ours, and caches speak TLS."""

from __future__ import annotations

from policies.checks import is_one_of, is_true, shown
from policies.reading.own_key import not_own, own_key
from policies.reading.switch import is_on
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"


def _at_rest(group: View) -> Outcome:
    if group.has("globalReplicationGroupId"):
        return NotApplicable("a secondary group is encrypted as the global one is")
    if not is_on(group.get("atRestEncryptionEnabled", group.get("engine") == "valkey")):
        return "`atRestEncryptionEnabled` is not true"
    return not_own(group, "kmsKeyId")


def _alicloud_at_rest(cache: View) -> Outcome:
    # The older type says 'Enabled', the newer one 'enabled'
    status = cache.get("tdeStatus")
    if str(status).lower() != "enabled":
        return f"`tdeStatus` is {shown(status)}"
    return not_own(cache, "encryptionKey")


def _in_transit(group: View) -> Outcome:
    if not is_on(group.get("transitEncryptionEnabled", False)):
        return "`transitEncryptionEnabled` is not true"
    if group.get("transitEncryptionMode", "required") == "preferred":
        return "`transitEncryptionMode` is 'preferred': clients without TLS get in"
    return None


def _single_in_transit(cache: View) -> Outcome:
    if cache.has("replicationGroupId"):
        return NotApplicable("its replication group decides")
    if cache.get("engine") == "memcached":
        return is_true("transitEncryptionEnabled")(cache)
    return "only a replication group of Redis or Valkey can speak TLS, be encrypted and ask for a log-in"


def _dynamodb(table: View) -> Outcome:
    if table.get("serverSideEncryption.enabled", False) is not True:
        return "`serverSideEncryption.enabled` is not true, so it is no key of ours"
    fault = not_own(table, "serverSideEncryption.kmsKeyArn")
    return fault or next(filter(None, (not_own(copy, "kmsKeyArn") for copy in table.each("replicas"))), None)


def _tablestore(table: View) -> Outcome:
    if table.get("enableSse", False) is not True:
        return "`enableSse` is not true"
    return is_one_of("sseKeyType", ("SSE_BYOK",))(table) or not_own(table, "sseKeyId")


RULES = (
    Rule(
        id="encryption-cache-at-rest",
        title="Caches are encrypted at rest with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Sessions and carts are in the cache, and so in its snapshots: who gets hold of one can log in as any"
        " customer of that hour.",
        remediation="build it with Cache, which encrypts with its `key_arn`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",
        checks={
            _GROUP: _at_rest,
            # Serverless caches are always encrypted; only the key is a choice
            "aws:elasticache/serverlessCache:ServerlessCache": own_key("kmsKeyId"),
            _KVSTORE: _alicloud_at_rest,
            _TAIR: _alicloud_at_rest,
        },
    ),
    Rule(
        id="encryption-cache-in-transit",
        title="Caches talk to clients over TLS only",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="The cache's password and every session cross the network with each request, in clear without TLS.",
        remediation="build it with Cache, which switches TLS on and refuses clients without it",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5",
        checks={
            _GROUP: _in_transit,
            "aws:elasticache/cluster:Cluster": _single_in_transit,
            _KVSTORE: is_one_of("sslEnable", ("Enable", "Update"), default="Disable"),
            _TAIR: is_one_of("sslEnabled", ("Enable", "Update"), default="Disable"),
        },
    ),
    Rule(
        id="encryption-nosql-customer-key",
        title="Tables are encrypted with a key of ours",
        area=Area.ENCRYPTION,
        severity=Severity.MEDIUM,
        why="The cloud's own key leaves no record of who read carts and idempotency keys, and cannot be refused to"
        " anybody. On Tablestore it is fixed when the table is made.",
        remediation="build it with Table and the `key_arn` of an EncryptionKey",
        source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
        checks={
            "aws:dynamodb/table:Table": _dynamodb,
            "alicloud:ots/table:Table": _tablestore,
        },
    ),
)
