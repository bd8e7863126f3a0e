"""What resources themselves let in: nobody without an account, and no account but the stack's own.

Key policies are judged by encryption-kms-no-public-policy.
"""

from __future__ import annotations

from policies.reading.accounts import foreign_accounts, strangers
from policies.reading.documents import Condition, Statement, limits_callers, statements
from policies.reading.rights import called
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Severity
from policies.view import NotEvaluated, View

_LOAD_BALANCING = frozenset(
    {
        *("009996457667", "027434742980", "033677994240", "037604701340", "048591011584", "054676820928"),
        *("076674570225", "098369216593", "114774131450", "127311923021", "156460612806", "190560391635"),
        *("383597477331", "507241528517", "582318560864", "589379963580", "600734575887", "635631232127"),
        *("638102146993", "652711504416", "718504428378", "754344448648", "783225319266", "797873946194"),
        *("897822967062", "985666609251"),
    }
)
"""AWS's own accounts, one a region, that write the access logs of load balancers. Source: Elastic Load Balancing
user guide, "Enable access logs for your Application Load Balancer", 2026-11."""
_WRITES_LOGS = frozenset({"s3:PutObject", "s3:GetBucketAcl"})
_ON_DEMAND = frozenset({"s3.amazonaws.com", "sns.amazonaws.com"})
"""Services that send what anybody's bucket or topic tells them to. Source: their pages on event notifications and
subscriptions, whose policies name aws:SourceArn or aws:SourceAccount, 2026-11."""
_OWN_ACCOUNT_ONLY = NotApplicable("it has no policy of its own: only its account gets in")


def _policy(path: str, *, public: bool = False) -> Check:
    """The policy at `path`; `public`: a network lets nobody but members reach it, so anyone may be named."""

    def check(resource: View) -> Outcome:
        if not resource.has(path):
            return _OWN_ACCOUNT_ONLY
        for place, statement in enumerate(statements(resource, path)):
            wrong = _wrong(resource, statement, public=public) if statement.allows else None
            if wrong:
                return f"{called(statement, place)} lets {wrong}"
        return None

    return check


def _wrong(resource: View, statement: Statement, *, public: bool) -> str | None:
    what = ", ".join(statement.actions[:2]) or "nearly everything"
    if statement.public and not public:
        return f"anyone do {what}"
    sender = next((p.value for p in statement.principals if p.value in _ON_DEMAND), None)
    if sender and not any(map(_names_source, statement.conditions)):
        return f"anyone do {what} through `{sender}`: no condition on aws:SourceArn or aws:SourceAccount"
    others = strangers(resource, statement)
    if statement.actions and set(statement.actions) <= _WRITES_LOGS:
        others = [account for account in others if account not in _LOAD_BALANCING]
    return f"account {others[0]}, which is not this stack's, do {what}" if others else None


def _names_source(condition: Condition) -> bool:
    """Both services always say for whom they send, so it counts without `IfExists` and with it."""
    return limits_callers(condition._replace(operator=condition.operator.removesuffix("IfExists")))


def _secret_policy(policy: View) -> Outcome:
    if policy.get("blockPublicPolicy", False) is not True:
        return "`blockPublicPolicy` is not true: AWS does not check later versions of the policy"
    return _policy("policy")(policy)


def _domain(domain: View) -> Outcome:
    # In a network the security group decides who gets that far, and fine-grained access control who may do what:
    # AWS's own advice is then a policy that names anyone
    return _policy("accessPolicies", public=domain.has("vpcOptions.subnetIds"))(domain)


def _domain_policy(policy: View) -> Outcome:
    """The same document in a resource of its own, which does not say where the domain stands."""
    fault = _policy("accessPolicies")(policy)
    if fault is not None and _policy("accessPolicies", public=True)(policy) is None:
        raise NotEvaluated(f"{fault}: that is right in a network, and only its domain says whether it is in one")
    return fault


def _function_url(url: View) -> Outcome:
    anyone = url.get("authorizationType") == "NONE"
    return "`authorizationType` is NONE: anyone may call the function" if anyone else None


def _permission(permission: View) -> Outcome:
    principal = str(permission.get("principal"))
    # A service calls for whoever asks it to: without a source that is everybody's bucket or API
    if not _is_account(principal) and not any(map(permission.has, _SOURCES)):
        return f"`principal` is '{principal}' and no `sourceArn` is set: anyone may call the function"
    others = foreign_accounts(permission, (principal, *(str(permission.get(key, "")) for key in _SOURCE_ACCOUNTS)))
    return f"account {others[0]}, which is not this stack's, may call the function" if others else None


def _is_account(principal: str) -> bool:
    return principal != "*" and not principal.endswith((".amazonaws.com", ".amazonaws.com.cn"))


_SOURCE_ACCOUNTS = ("sourceAccount", "sourceArn")
_SOURCES = (*_SOURCE_ACCOUNTS, "principalOrgId", "eventSourceToken")


RULES = (
    Rule(
        id="identity-no-public-resource-policy",
        title="No bucket, queue, topic, stream, secret or table lets in anyone, or another account",
        area=Area.IDENTITY,
        severity=Severity.CRITICAL,
        why="What anyone may read is found by scanners within days; what anyone may write to gets forged orders.",
        remediation="leave policies to the components (Bucket, Queue, Topic, Secret, Table); where others must get"
        " in, name them and add `aws:SourceArn`, `aws:PrincipalOrgID` or a network to the statement",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
        checks={
            "aws:s3/bucketPolicy:BucketPolicy": _policy("policy"),
            "aws:s3/bucket:Bucket": _policy("policy"),
            "aws:sqs/queuePolicy:QueuePolicy": _policy("policy"),
            "aws:sqs/queue:Queue": _policy("policy"),
            "aws:sns/topicPolicy:TopicPolicy": _policy("policy"),
            "aws:sns/topic:Topic": _policy("policy"),
            "aws:secretsmanager/secretPolicy:SecretPolicy": _secret_policy,
            "aws:secretsmanager/secret:Secret": _policy("policy"),
            "aws:opensearch/domain:Domain": _domain,
            "aws:elasticsearch/domain:Domain": _domain,
            "aws:opensearch/domainPolicy:DomainPolicy": _domain_policy,
            "aws:dynamodb/resourcePolicy:ResourcePolicy": _policy("policy"),
            "aws:kinesis/resourcePolicy:ResourcePolicy": _policy("policy"),
            "aws:glue/resourcePolicy:ResourcePolicy": _policy("policy"),
            "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": _policy("policy"),
            "aws:cloudwatch/eventBusPolicy:EventBusPolicy": _policy("policy"),
            "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": _policy("policyDocument"),
            "aws:ecr/repositoryPolicy:RepositoryPolicy": _policy("policy"),
            "aws:backup/vaultPolicy:VaultPolicy": _policy("policy"),
            "aws:lambda/permission:Permission": _permission,
            "aws:lambda/functionUrl:FunctionUrl": _function_url,
            "alicloud:oss/bucketPolicy:BucketPolicy": _policy("policy"),
            "alicloud:oss/bucket:Bucket": _policy("policy"),
            "alicloud:kms/secret:Secret": _policy("policy"),
            "alicloud:log/project:Project": _policy("policy"),
        },
    ),
)
