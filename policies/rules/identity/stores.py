"""Who gets into databases, caches and search: nobody without a log-in."""

from __future__ import annotations

from policies.checks import is_one_of, is_true
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_IAM_ENGINES = ("aurora", "mysql", "mariadb", "postgres")
"""Source: RDS user guide, "Supported Regions and DB engines for IAM database authentication"."""
_DEFAULT_USER = "default"
"""ElastiCache makes this user, which needs no password: a user group with it lets in everybody. One's own user
of that name has another id. Source: ElastiCache user guide, "Role-Based Access Control (RBAC)"."""


def _iam_log_in(database: View) -> Outcome:
    # A replica and what comes from a snapshot may leave the engine out: then it counts as one with IAM log-in
    engine = str(database.get("engine", "mysql"))
    if not engine.startswith(_IAM_ENGINES):
        return NotApplicable(f"{engine} has no IAM log-in")
    if database.get("iamDatabaseAuthenticationEnabled", False) is True:
        return None
    return "`iamDatabaseAuthenticationEnabled` is not true"


def _replication_group(group: View) -> Outcome:
    if any(map(group.has, ("userGroupIds", "authToken", "authTokenWo"))):
        return None
    if group.has("globalReplicationGroupId"):
        return NotApplicable("a secondary of a global group has its primary's log-in")
    return "neither `userGroupIds` nor `authToken` is set: who reaches it is in"


def _serverless_cache(cache: View) -> Outcome:
    if cache.get("engine") == "memcached":
        return NotApplicable("serverless Memcached has no users")
    return None if cache.has("userGroupId") else "`userGroupId` is not set: who reaches it is in"


def _user(user: View) -> Outcome:
    open_ = user.get("noPasswordRequired", False) is True
    if not open_ and user.get("authenticationMode.type") != "no-password-required":
        return None
    # The user `default` must be in every group of Redis; switched off, it needs no password
    if str(user.get("accessString", "")).split()[:1] == ["off"]:
        return None
    return "the user needs no password and its `accessString` does not begin with 'off'"


def _user_group(group: View) -> Outcome:
    if _DEFAULT_USER in group.values("userIds"):
        return f"`userIds` has '{_DEFAULT_USER}', AWS's user without a password"
    return None


def _search(domain: View) -> Outcome:
    options = domain.at("advancedSecurityOptions")
    if options.get("enabled", False) is not True:
        return "`advancedSecurityOptions.enabled` is not true"
    if options.get("anonymousAuthEnabled", False) is True:
        return "`advancedSecurityOptions.anonymousAuthEnabled` is true: who has no log-in is in as well"
    return None


_PASSWORD_ASKED = is_one_of("vpcAuthMode", ("Open",), default="Open")

RULES = (
    Rule(
        id="identity-database-iam-auth",
        title="Databases take log-ins that IAM gives for minutes",
        area=Area.IDENTITY,
        severity=Severity.MEDIUM,
        why="People who look into the database otherwise share its one password, and nobody can say who it was.",
        remediation="build the database with Database, which switches IAM log-in on",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10",
        checks={"aws:rds/instance:Instance": _iam_log_in, "aws:rds/cluster:Cluster": _iam_log_in},
        not_applicable={"alicloud": "accounts of PolarDB and RDS have passwords, RAM gives no log-in for them"},
    ),
    Rule(
        id="identity-cache-auth",
        title="Caches ask for a log-in",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="The cache holds sessions: who reaches it from one instance is logged in as any customer.",
        remediation="give Cache the value of a Secret as `password`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6",
        checks={
            "aws:elasticache/replicationGroup:ReplicationGroup": _replication_group,
            "aws:elasticache/serverlessCache:ServerlessCache": _serverless_cache,
            "aws:elasticache/user:User": _user,
            "aws:elasticache/userGroup:UserGroup": _user_group,
            "alicloud:kvstore/instance:Instance": _PASSWORD_ASKED,
            "alicloud:redis/tairInstance:TairInstance": _PASSWORD_ASKED,
        },
    ),
    Rule(
        id="identity-search-fine-grained",
        title="Search domains know who asks, and what each may read",
        area=Area.IDENTITY,
        severity=Severity.HIGH,
        why="Without it every service that reaches the domain may read and delete all indexes.",
        remediation="build the domain with SearchCluster, whose `owner` lets each client in to its own indexes",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-7",
        checks={
            "aws:opensearch/domain:Domain": _search,
            "aws:elasticsearch/domain:Domain": is_true("advancedSecurityOptions.enabled"),
        },
        not_applicable={
            "alicloud": "Elasticsearch instances have log-ins and roles (X-Pack) that cannot be switched off"
        },
    ),
)
