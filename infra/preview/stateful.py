"""Resource types that hold something which is lost with them."""

from __future__ import annotations

HOLDS_DATA: dict[str, str] = {
    "aws:rds/cluster:Cluster": "a database",
    "aws:dynamodb/table:Table": "a table",
    "aws:s3/bucket:Bucket": "objects",
    "aws:elasticache/replicationGroup:ReplicationGroup": "cached data and sessions",
    "aws:opensearch/domain:Domain": "an index",
    "aws:sqs/queue:Queue": "messages that nobody has handled yet",
    "aws:kinesis/stream:Stream": "events that nobody has read yet",
    "aws:kms/key:Key": "the key of everything it encrypts",
    "aws:secretsmanager/secret:Secret": "a generated secret",
    "aws:secretsmanager/secretVersion:SecretVersion": "a generated secret",
    "aws:cloudwatch/logGroup:LogGroup": "logs",
    "aws:backup/vault:Vault": "backups",
    "aws:route53/zone:Zone": "the name servers the domain is delegated to",
    "aws:ivs/channel:Channel": "the address and the key that hosts send their video with",
    "aws:ec2/eip:Eip": "an address that partners have on their allow-lists",
    "alicloud:polardb/cluster:Cluster": "a database",
    "alicloud:ots/instance:Instance": "tables",
    "alicloud:ots/table:Table": "a table",
    "alicloud:oss/bucket:Bucket": "objects",
    "alicloud:redis/tairInstance:TairInstance": "cached data and sessions",
    "alicloud:elasticsearch/instance:Instance": "an index",
    "alicloud:kvstore/instance:Instance": "cached data and sessions",
    "alicloud:message/serviceQueue:ServiceQueue": "messages that nobody has handled yet",
    "alicloud:kms/key:Key": "the key of everything it encrypts",
    "alicloud:kms/secret:Secret": "a generated secret",
    "alicloud:log/project:Project": "logs",
    "alicloud:log/store:Store": "logs",
    "alicloud:maxcompute/project:Project": "tables of the query workspace",
    "alicloud:hbr/vault:Vault": "backups",
    "alicloud:dns/alidnsDomain:AlidnsDomain": "the name servers the domain is delegated to",
    "alicloud:ecs/eipAddress:EipAddress": "an address that partners have on their allow-lists",
}
"""Pulumi type -> what is lost, in words."""
