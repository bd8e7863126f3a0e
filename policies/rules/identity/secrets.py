"""Credentials in the program: secrets of Pulumi, or not there at all."""

from __future__ import annotations

from collections.abc import Mapping

from policies.reading.credentials import decoded, found_in, hidden_in, is_credential, is_literal
from policies.reading.parts import told
from policies.resource import HIDDEN, SECRET
from policies.rule import Area, Check, Outcome, Rule, Severity
from policies.view import NotEvaluated, UnknownValue, View

_MADE_BY_KMS = "$Auto"
"""What a KMS secret of a database has for its value when it is created: KMS makes the password."""


def _passwords(*paths: str) -> Check:
    """The values at these paths are credentials."""

    def check(resource: View) -> Outcome:
        return next(filter(None, (_in_clear(resource, path) for path in paths)), None)

    return check


def _in_clear(resource: View, path: str) -> str | None:
    value = resource.concealed(path)
    values = value if isinstance(value, list) else [value]
    if all(item in {None, "", SECRET, _MADE_BY_KMS} for item in values):
        return None
    return f"`{path}` is in clear: it is no secret of Pulumi"


def _user_data(*paths: str) -> Check:
    """The texts at these paths are boot scripts, possibly encoded."""

    def check(resource: View) -> Outcome:
        for path in paths:
            text = resource.concealed(path, in_part=True)
            if text == SECRET:
                raise NotEvaluated(f"`{path}` is a secret as a whole: what it holds cannot be seen")
            script = decoded(text) if text else ""
            if found := found_in(script):
                return f"`{path}` has {found}"
            if hidden := hidden_in(script):
                raise UnknownValue(f"{hidden} of {path}")
        return None

    return check


def _variables(path: str) -> Check:
    """The map at this path are environment variables."""

    def check(function: View) -> Outcome:
        values = function.concealed(path)
        if not isinstance(values, Mapping):
            return None
        faults = (_variable(name, value) for name, value in values.items())
        return next((f"`{path}` has {fault}" for fault in faults if fault), None)

    return check


def _variable(name: str, value: object) -> str | None:
    if value in (None, SECRET):
        return None
    if is_credential(name) and is_literal(str(value)):
        return f"a value for `{name}` in clear"
    found = found_in(str(value))
    return f"{found} of `{name}`" if found else None


def _containers(task: View) -> Outcome:
    """The variables of the containers of a task, which are JSON in a text."""
    path = "containerDefinitions"
    if path not in task.resource.unknown and task.secret(path):
        raise NotEvaluated(f"`{path}` is a secret as a whole: what it holds cannot be seen")
    containers = task.document(path, in_part=True) or ()
    variables = [pair for container in containers for pair in told(container, "environment", ())]
    faults = (_variable(str(pair.get("name")), pair.get("value")) for pair in variables)
    if fault := next(filter(None, faults), None):
        return f"`{path}` has {fault}"
    for pair in variables:
        if pair.get("value") == HIDDEN and is_credential(str(pair.get("name"))):
            raise UnknownValue(f"{pair['name']} of {path}")
    return None


def _parameter(parameter: View) -> Outcome:
    return _in_clear(parameter, "value") if parameter.get("type") == "SecureString" else None


def _both(first: Check, second: Check) -> Check:
    return lambda resource: first(resource) or second(resource)


RULES = (
    Rule(
        id="identity-no-plaintext-secrets",
        title="No password, key or token stands in clear in the state, in a boot script or in a variable",
        area=Area.IDENTITY,
        severity=Severity.CRITICAL,
        why="Everybody who reads the repository, the state or the instance's settings is then in the database.",
        remediation="let Secret generate it and name the secret in `secrets` of ServicePool, which reads the value"
        " when the container starts; what a provider must be told comes from `SecretOutputs.value`",
        source="https://www.pulumi.com/docs/iac/concepts/secrets/",
        checks={
            "aws:ec2/launchTemplate:LaunchTemplate": _user_data("userData"),
            "aws:ec2/launchConfiguration:LaunchConfiguration": _user_data("userData", "userDataBase64"),
            "aws:ec2/instance:Instance": _user_data("userData", "userDataBase64"),
            "aws:lambda/function:Function": _variables("environment.variables"),
            "aws:ecs/taskDefinition:TaskDefinition": _containers,
            "aws:rds/instance:Instance": _passwords("password"),
            "aws:rds/cluster:Cluster": _passwords("masterPassword"),
            "aws:elasticache/replicationGroup:ReplicationGroup": _passwords("authToken"),
            "aws:elasticache/user:User": _passwords("passwords", "authenticationMode.passwords"),
            "aws:opensearch/domain:Domain": _passwords(
                "advancedSecurityOptions.masterUserOptions.masterUserPassword"
            ),
            "aws:secretsmanager/secretVersion:SecretVersion": _passwords("secretString"),
            "aws:ssm/parameter:Parameter": _parameter,
            "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": _user_data("userData", "userdata"),
            "alicloud:ess/scalingConfiguration:ScalingConfiguration": _both(
                _passwords("password"), _user_data("userData")
            ),
            "alicloud:ecs/instance:Instance": _both(_passwords("password"), _user_data("userData")),
            "alicloud:fc/v3Function:V3Function": _variables("environmentVariables"),
            "alicloud:rds/account:Account": _passwords("accountPassword", "password"),
            "alicloud:rds/instance:Instance": _passwords("tdePassword", "sslPassword"),
            "alicloud:polardb/account:Account": _passwords("accountPassword"),
            "alicloud:kvstore/account:Account": _passwords("accountPassword"),
            "alicloud:kvstore/instance:Instance": _passwords("password"),
            "alicloud:redis/tairInstance:TairInstance": _passwords("password"),
            "alicloud:elasticsearch/instance:Instance": _passwords("password"),
            "alicloud:kms/secret:Secret": _passwords("secretData"),
            "alicloud:ram/loginProfile:LoginProfile": _passwords("password"),
        },
        # What is no credential after all can be named differently, and what is one can be marked as a secret
        waivable=False,
    ),
)
