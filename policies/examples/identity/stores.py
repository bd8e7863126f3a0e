"""Who gets into databases, caches and search."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, skips, unknown

_IAM = "identity-database-iam-auth"
_CACHE = "identity-cache-auth"
_SEARCH = "identity-search-fine-grained"
_DATABASES = (("aws:rds/cluster:Cluster", "aurora-mysql"), ("aws:rds/instance:Instance", "postgres"))
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
_USER = "aws:elasticache/user:User"
_USER_GROUP = "aws:elasticache/userGroup:UserGroup"
_DOMAIN = "aws:opensearch/domain:Domain"
_OLD_DOMAIN = "aws:elasticsearch/domain:Domain"
_REDIS = ("alicloud:redis/tairInstance:TairInstance", "alicloud:kvstore/instance:Instance")

EXAMPLES: tuple[Example, ...] = (
    *(
        passes(_IAM, res(type_, engine=engine, iamDatabaseAuthenticationEnabled=True))
        for type_, engine in _DATABASES
    ),
    *(fails(_IAM, res(type_, engine=engine)) for type_, engine in _DATABASES),
    *(
        unknown(_IAM, res(type_, engine=engine, iamDatabaseAuthenticationEnabled=UNKNOWN))
        for type_, engine in _DATABASES
    ),
    fails(_IAM, res("aws:rds/instance:Instance", replicateSourceDb="orders")),
    skips(_IAM, res("aws:rds/instance:Instance", engine="sqlserver-se")),
    passes(_CACHE, res(_GROUP, description="Sessions", authToken="[secret]")),
    fails(_CACHE, res(_GROUP, description="Sessions"), says="`authToken`"),
    passes(_CACHE, res(_GROUP, description="Sessions", userGroupIds=["shop"])),
    passes(_CACHE, res(_GROUP, description="Sessions", authToken=UNKNOWN)),
    skips(_CACHE, res(_GROUP, description="Sessions", globalReplicationGroupId="shop")),
    passes(_CACHE, res(_SERVERLESS, engine="valkey", userGroupId="shop")),
    fails(_CACHE, res(_SERVERLESS, engine="valkey")),
    unknown(_CACHE, res(_SERVERLESS, engine=UNKNOWN)),
    skips(_CACHE, res(_SERVERLESS, engine="memcached")),
    passes(_CACHE, res(_USER, accessString="on ~session:* +@all", passwords="[secret]")),
    fails(_CACHE, res(_USER, accessString="on ~* +@all", noPasswordRequired=True), says="no password"),
    fails(_CACHE, res(_USER, accessString="on ~* +@all", authenticationMode={"type": "no-password-required"})),
    # The user that every Redis group must have, switched off
    passes(_CACHE, res(_USER, userName="default", accessString="off -@all", noPasswordRequired=True)),
    unknown(_CACHE, res(_USER, accessString="on ~* +@all", noPasswordRequired=UNKNOWN)),
    passes(_CACHE, res(_USER_GROUP, userIds=["shop", "shop-default"])),
    fails(_CACHE, res(_USER_GROUP, userIds=["default", "shop"])),
    unknown(_CACHE, res(_USER_GROUP, userIds=["shop", UNKNOWN])),
    *(passes(_CACHE, res(type_, vpcAuthMode="Open", password="[secret]")) for type_ in _REDIS),
    *(fails(_CACHE, res(type_, vpcAuthMode="Close"), says="`vpcAuthMode` is 'Close'") for type_ in _REDIS),
    # Both ask for a password unless they are told otherwise
    *(passes(_CACHE, res(type_, zoneId="cn-shanghai-l")) for type_ in _REDIS),
    *(unknown(_CACHE, res(type_, vpcAuthMode=UNKNOWN)) for type_ in _REDIS),
    passes(
        _SEARCH,
        res(
            _DOMAIN,
            advancedSecurityOptions={"enabled": True, "masterUserOptions": {"masterUserArn": "arn:aws:iam"}},
        ),
    ),
    fails(_SEARCH, res(_DOMAIN, domainName="shop"), says="`advancedSecurityOptions.enabled`"),
    fails(_SEARCH, res(_DOMAIN, advancedSecurityOptions={"enabled": True, "anonymousAuthEnabled": True})),
    unknown(_SEARCH, res(_DOMAIN, advancedSecurityOptions={"enabled": UNKNOWN})),
    passes(_SEARCH, res(_OLD_DOMAIN, advancedSecurityOptions={"enabled": True})),
    fails(_SEARCH, res(_OLD_DOMAIN, domainName="shop")),
    unknown(_SEARCH, res(_OLD_DOMAIN, advancedSecurityOptions={"enabled": UNKNOWN})),
)
