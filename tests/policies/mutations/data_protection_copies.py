"""What breaks the rules about data in the project's own stacks: copies, and all else."""

from __future__ import annotations

from typing import Any

from policies.examples.example import ref, res
from tests.policies.mutation import REMOVED, Mutation

_AURORA = "aws:rds/cluster:Cluster"

_PLAN = "aws:backup/plan:Plan"

_HBR_POLICY = "alicloud:hbr/policy:Policy"

_FIREWALL_LOG = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"

_MANAGED = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesSQLiRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")

_LOGINS = {
    "rateBasedStatement": {
        "aggregateKeyType": "IP",
        "evaluationWindowSec": 300,
        "limit": 100,
        "scopeDownStatement": {
            "byteMatchStatement": {
                "fieldToMatch": {"uriPath": {}},
                "positionalConstraint": "STARTS_WITH",
                "searchString": "/login",
                "textTransformations": [{"priority": 0, "type": "LOWERCASE"}],
            }
        },
    }
}


def _visible(name: str) -> dict[str, Any]:
    return {"cloudwatchMetricsEnabled": True, "sampledRequestsEnabled": True, "metricName": name}


def _firewall_rule(name: str, statement: dict[str, Any], **effect: Any) -> dict[str, Any]:
    return {"name": name, "statement": statement, "visibilityConfig": _visible(name), **effect}


_COPIES = (
    Mutation(
        rule="stack-backup-plan-covers-stores",
        cloud="aws",
        type="aws:backup/selection:Selection",
        set={"resources": ["arn:aws:rds:*:*:cluster:*", "arn:aws:dynamodb:*:*:table/*"]},
    ),
    Mutation(
        rule="stack-backup-plan-covers-stores",
        cloud="alicloud",
        type="alicloud:hbr/policyBinding:PolicyBinding",
        set={"disabled": True},
    ),
    Mutation(
        rule="data-backup-offsite-copy",
        cloud="aws",
        type=_PLAN,
        name="copies",
        add=(
            res(
                _PLAN,
                "copies",
                rules=[
                    {
                        "ruleName": "daily",
                        "copyActions": [
                            {"destinationVaultArn": "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies"}
                        ],
                    }
                ],
            ),
        ),
        set={"rules[0].copyActions": REMOVED},
    ),
    Mutation(
        rule="data-backup-offsite-copy",
        cloud="alicloud",
        type=_HBR_POLICY,
        name="copies",
        add=(
            res(
                _HBR_POLICY,
                "copies",
                rules=[
                    {"ruleType": "BACKUP", "schedule": "I|1767290400|P1D", "retention": 35},
                    {"ruleType": "REPLICATION", "replicationRegionId": "cn-beijing"},
                ],
            ),
        ),
        set={"rules[1].replicationRegionId": REMOVED},
    ),
    Mutation(
        rule="data-backup-vault-lock",
        cloud="aws",
        type="aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        remove=True,
    ),
    Mutation(
        rule="data-backup-vault-lock",
        cloud="alicloud",
        type="alicloud:hbr/vault:Vault",
        set={"wormEnabled": False},
    ),
)

_REST = (
    Mutation(rule="data-residency-regions", cloud="aws", type=_AURORA, set={"region": "us-east-1"}),
    Mutation(
        rule="data-residency-regions",
        cloud="alicloud",
        type="alicloud:dcdn/domain:Domain",
        set={"scope": "global"},
    ),
    Mutation(
        rule="data-retention-ttl",
        cloud="aws",
        type="aws:dynamodb/table:Table",
        name="sessions-table-table",
        set={"ttl": REMOVED},
    ),
    Mutation(
        rule="data-retention-ttl",
        cloud="alicloud",
        type="alicloud:ots/table:Table",
        name="sessions-table-table",
        set={"timeToLive": -1},
    ),
    Mutation(
        rule="data-waf-log-redaction",
        cloud="aws",
        type=_FIREWALL_LOG,
        name="partner-firewall-log",
        add=(
            res(
                "aws:wafv2/webAcl:WebAcl",
                "partner-firewall",  # unlike the shop's, it does not hide the headers itself
                scope="REGIONAL",
                defaultAction={"allow": {}},
                rules=[
                    _firewall_rule("logins", _LOGINS, action={"block": {}}),
                    *(
                        _firewall_rule(
                            group,
                            {"managedRuleGroupStatement": {"vendorName": "AWS", "name": group}},
                            overrideAction={"none": {}},
                        )
                        for group in _MANAGED
                    ),
                ],
                visibilityConfig=_visible("partner-firewall"),
            ),
            res(
                _FIREWALL_LOG,
                "partner-firewall-log",
                resourceArn=ref("partner-firewall"),
                logDestinationConfigs=["arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-partner"],
                redactedFields=[
                    {"singleHeader": {"name": "authorization"}},
                    {"singleHeader": {"name": "cookie"}},
                ],
            ),
        ),
        set={"redactedFields[1].singleHeader.name": "referer"},
    ),
)

MUTATIONS: tuple[Mutation, ...] = (
    *_COPIES,
    *_REST,
)
