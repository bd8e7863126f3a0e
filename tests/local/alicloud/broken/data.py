"""Databases, caches, buckets, tables, keys, identities."""

from __future__ import annotations

import json

from tests.local.alicloud.broken.network import GROUP, SWITCH
from tests.local.variation import GONE, Broken, Of

CLUSTER = "polardb/cluster:Cluster"
ACCOUNT = "polardb/account:Account"
PRIVILEGE = "polardb/accountPrivilege:AccountPrivilege"
PRIMARY = "polardb/primaryEndpoint:PrimaryEndpoint"
TAIR = "redis/tairInstance:TairInstance"
AUDIT = "das/sqlLogConfig:SqlLogConfig"
KEY = "kms/key:Key"
ALIAS = "kms/alias:Alias"
SECRET = "kms/secret:Secret"
BUCKET = "oss/bucket:Bucket"
POLICY = "oss/bucketPolicy:BucketPolicy"
TABLE = "ots/table:Table"
INSTANCE = "ots/instance:Instance"
RAM = "ram/policy:Policy"
ROLE = "ram/role:Role"
ATTACHED = "ram/rolePolicyAttachment:RolePolicyAttachment"


def edited(**changes):
    """A policy document with other properties in its first statement; `Version` is one of the document."""

    def edit(text):
        document = json.loads(text)
        for key, value in changes.items():
            place = document if key == "Version" else document["Statement"][0]
            if value is GONE:
                del place[key]
            else:
                place[key] = value
        return json.dumps(document)

    return edit


DATA = (
    Broken(type=CLUSTER, name="core-db-cluster", at="zoneId", value="cn-shanghai-n", blame="vswitchId"),
    Broken(type=CLUSTER, name="core-db-cluster", at="vswitchId", value=Of(SWITCH, "stranger")),
    Broken(type=CLUSTER, name="core-db-cluster", at="payType", value="PrePaid", blame="period"),
    Broken(type=CLUSTER, name="core-db-cluster", at="standbyAz", value="cn-shanghai-l"),
    Broken(type=CLUSTER, name="core-db-cluster", at="maintainTime", value="19:00Z-21:00Z"),
    Broken(type=CLUSTER, name="core-db-cluster", at="scaleMin", value=GONE),
    Broken(type=CLUSTER, name="core-db-cluster", at="scaleMax", value=16),
    Broken(type=CLUSTER, name="core-db-cluster", at="securityGroupIds[0]", value=Of(GROUP, "stranger")),
    Broken(type=CLUSTER, name="core-db-cluster", at="encryptionKey", value=Of(ALIAS, "data-key-alias")),
    Broken(type=CLUSTER, name="core-db-cluster", at="dbNodeClass", value="polar.pg.x8.xlarge"),
    Broken(type=CLUSTER, name="core-db-cluster", at="dbNodeNum", value=17),
    Broken(
        type=CLUSTER,
        name="core-db-cluster",
        at="dbNodeClass",
        value="polar.mysql.x8.gigantic",
        missed="which classes a zone sells only the cloud knows",
    ),
    Broken(type=ACCOUNT, name="core-db-account", at="accountName", value="root"),
    Broken(type=ACCOUNT, name="core-db-account", at="accountPassword", value="password"),
    Broken(type=PRIVILEGE, name="core-db-privilege", at="accountName", value="shop_admin"),
    Broken(type=PRIVILEGE, name="core-db-privilege", at="dbNames[0]", value="orders"),
    Broken(type=PRIMARY, name="core-db-primary", at="port", value="80"),
    Broken(type=PRIMARY, name="core-db-primary", at="sslEnabled", value=GONE),
    Broken(type=AUDIT, name="core-db-sql-audit", at="retention", value=100),
    Broken(type=AUDIT, name="core-db-sql-audit", at="instanceId", value="pc-nobody"),
    Broken(type=TAIR, name="shop-cache-instance", at="secondaryZoneId", value="cn-shanghai-l"),
    Broken(type=TAIR, name="shop-cache-instance", at="zoneId", value="cn-shanghai-m", blame="vswitchId"),
    Broken(type=TAIR, name="shop-cache-instance", at="paymentType", value="Subscription", blame="period"),
    Broken(type=TAIR, name="shop-cache-instance", at="securityGroupId", value=lambda ids: ids.replace(",", ";")),
    Broken(type=TAIR, name="shop-cache-instance", at="password", value="short1A"),
    Broken(type=TAIR, name="shop-cache-instance", at="instanceClass", value="redis.master.small.default"),
    Broken(type=TAIR, name="shop-cache-instance", at="maintainEndTime", value="19:30Z"),
    Broken(type=KEY, name="data-key-key", at="pendingWindowInDays", value=3),
    Broken(type=KEY, name="data-key-key", at="pendingWindowInDays", value=GONE),
    Broken(type=KEY, name="data-key-key", at="rotationInterval", value="5000d"),
    Broken(type=KEY, name="data-key-key", at="rotationInterval", value=GONE),
    Broken(type=KEY, name="data-key-key", at="keySpec", value="RSA_2048", blame="automaticRotation"),
    Broken(
        type=KEY,
        name="data-key-key",
        at="dkmsInstanceId",
        value="kst-nobody",
        missed="instances are older than the stack",
    ),
    Broken(type=ALIAS, name="data-key-alias", at="aliasName", value="floodgate-data"),
    Broken(
        type=SECRET, name="session-key-secret", at="dkmsInstanceId", value="kst-another", blame="encryptionKeyId"
    ),
    Broken(type=SECRET, name="session-key-secret", at="recoveryWindowInDays", value=60),
    Broken(type=BUCKET, name="media-data", at="bucket", value="Floodgate_Media"),
    Broken(type=BUCKET, name="audit-data", at="bucket", value=Of(BUCKET, "media-data", "bucket")),
    Broken(type=BUCKET, name="media-data", at="lifecycleRules[0].transitions[0].storageClass", value="Glacier"),
    Broken(type=BUCKET, name="media-data", at="lifecycleRules[0].transitions[0].date", value="2027-01-01"),
    Broken(type="oss/bucketAcl:BucketAcl", name="media-data", at="acl", value="public"),
    Broken(type="oss/bucketAcl:BucketAcl", name="media-data", at="bucket", value="floodgate-prod-nobody"),
    Broken(
        type="oss/bucketServerSideEncryption:BucketServerSideEncryption",
        name="media-data",
        at="kmsMasterKeyId",
        value="key-nobody",
    ),
    Broken(
        type="oss/bucketServerSideEncryption:BucketServerSideEncryption",
        name="media-data",
        at="sseAlgorithm",
        value="AES256",
        blame="kmsMasterKeyId",
    ),
    Broken(type="oss/bucketLogging:BucketLogging", name="media-log", at="targetBucket", value="floodgate-logs"),
    Broken(type="oss/bucketHttpsConfig:BucketHttpsConfig", name="media-data", at="tlsVersions[0]", value="TLS1.2"),
    Broken(type="oss/bucketWorm:BucketWorm", name="audit-worm", at="retentionPeriodInDays", value=0),
    Broken(type=POLICY, name="media-data", at="policy", value=lambda text: text[:-1]),
    Broken(type=POLICY, name="media-data", at="policy", value=edited(Effect="allow")),
    Broken(type=POLICY, name="media-data", at="policy", value=edited(Principal=GONE)),
    Broken(type=POLICY, name="media-data", at="policy", value=edited(Effect="Allow", Condition=GONE)),
    Broken(type=RAM, name="audit-writer", at="policyDocument", value=edited(Version="2012-10-17")),
    Broken(type=RAM, name="audit-writer", at="policyDocument", value=edited(Principal={"RAM": ["*"]})),
    Broken(type=RAM, name="audit-writer", at="policyDocument", value=edited(Resource="arn:aws:s3:::bucket")),
    Broken(type=RAM, name="audit-writer", at="policyName", value="audit_writer"),
    Broken(type=ROLE, name="audit-writer", at="assumeRolePolicyDocument", value=edited(Principal=GONE)),
    Broken(
        type=ROLE,
        name="audit-writer",
        at="assumeRolePolicyDocument",
        value=edited(Principal={"Service": ["actiontrail.amazonaws.com"]}),
    ),
    Broken(type=ROLE, name="audit-writer", at="roleName", value=Of(ROLE, "audit-kms", "roleName")),
    Broken(type=ROLE, name="audit-writer", at="roleName", value="audit writer"),
    Broken(type=ATTACHED, name="audit-writer", at="roleName", value="nobody"),
    Broken(type=ATTACHED, name="audit-writer", at="policyName", value="nobody"),
    Broken(
        type=ATTACHED,
        name="audit-writer",
        at="policyType",
        value="System",
        missed="which policies Alibaba Cloud has only it knows",
    ),
    Broken(type=TABLE, name="carts-table-table", at="timeToLive", value=3600),
    Broken(type=TABLE, name="carts-table-table", at="primaryKeys[1].name", value="customer_id"),
    Broken(type=TABLE, name="carts-table-table", at="primaryKeys[0].type", value="Double"),
    Broken(type=TABLE, name="carts-table-table", at="sseRoleArn", value=GONE),
    Broken(type=TABLE, name="carts-table-table", at="instanceName", value="floodgate-000000"),
    Broken(type=INSTANCE, name="carts-table-instance", at="name", value="floodgate-prod-carts"),
)
