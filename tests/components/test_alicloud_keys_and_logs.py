"""What is specific to keys, logs and secrets on Alibaba Cloud."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.alicloud.logs import build_logs, log_streams, split
from components.encryption_key import EncryptionKey
from components.logs import Logs
from components.secret import Secret
from infra.preview.plan import Resource
from tests.components.cases import build_sample
from tests.components.harness import ALICLOUD, known, of_type, only, provision
from tests.components.samples import samples

KEY = "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz1"


build = partial(build_sample, "alicloud")


def statements(resource: Resource, property_: str = "policyDocument") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resource.inputs[property_])["Statement"]
    return found


def key(**changes: Any) -> Resource:
    return only(build(EncryptionKey, lambda args: replace(args, **changes))[0], "alicloud:kms/key:Key")


def test_key_rotates_every_year_in_the_accounts_instance() -> None:
    assert key().inputs["automaticRotation"] == "Enabled"
    assert key().inputs["rotationInterval"] == f"{365 * 24 * 60 * 60}s"
    assert key().inputs["dkmsInstanceId"] == ALICLOUD.kms_instance_id


def test_only_a_protected_key_is_locked() -> None:
    locked, open_ = key(), key(protected=False)
    assert (locked.inputs["deletionProtection"], locked.options["protect"]) == ("Enabled", True)
    assert open_.inputs["deletionProtection"] == "Disabled"
    assert "deletionProtectionDescription" not in open_.inputs  # KMS refuses a reason without a lock
    assert "protect" not in open_.options


def test_key_that_is_given_up_can_be_destroyed() -> None:
    assert key(deletion_window_days=7).inputs["pendingWindowInDays"] == 7


@pytest.fixture(scope="module")
def logs() -> tuple[list[Resource], Any]:
    return build(Logs, lambda args: replace(args, key_arn=known(KEY)))


def test_streams_are_encrypted_with_the_customer_key(logs: tuple[list[Resource], Any]) -> None:
    for store in of_type(logs[0], "alicloud:log/store:Store"):
        encryption = store.inputs["encryptConf"]
        assert encryption["enable"] is True
        assert encryption["userCmkInfo"]["cmkKeyId"] == "key-hzz1"
        assert encryption["userCmkInfo"]["arn"] == "acs:ram::1234567890123456:role/floodgate-prod-logs-kms"


def test_log_service_may_use_that_key_and_nothing_else(logs: tuple[list[Resource], Any]) -> None:
    (statement,) = statements(only(logs[0], "alicloud:ram/policy:Policy"))
    assert statement["Resource"] == [KEY]
    trust = statements(only(logs[0], "alicloud:ram/role:Role"), "assumeRolePolicyDocument")
    assert [entry["Principal"] for entry in trust] == [{"Service": ["log.aliyuncs.com"]}]


def test_streams_wait_until_the_role_has_its_rights(logs: tuple[list[Resource], Any]) -> None:
    attachment = only(logs[0], "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment")
    for store in of_type(logs[0], "alicloud:log/store:Store"):
        assert attachment.urn in store.depends_on


def test_every_stream_is_kept_grows_and_can_be_searched(logs: tuple[list[Resource], Any]) -> None:
    stores = {store.name: store.inputs for store in of_type(logs[0], "alicloud:log/store:Store")}
    assert {name: store["retentionPeriod"] for name, store in stores.items()} == {
        "logs-network": 90,
        "logs-orders": 30,
    }
    assert all(
        store["autoSplit"] and store["maxSplitShardCount"] > store["shardCount"] for store in stores.values()
    )
    assert {index.name for index in of_type(logs[0], "alicloud:log/storeIndex:StoreIndex")} == set(stores)


def test_cold_storage_only_where_it_pays(logs: tuple[list[Resource], Any]) -> None:
    stores = {store.name: store.inputs for store in of_type(logs[0], "alicloud:log/store:Store")}
    assert stores["logs-network"]["hotTtl"] == 30
    assert "hotTtl" not in stores["logs-orders"]


def test_a_stream_splits_into_project_and_store() -> None:
    found: dict[str, str] = {}

    def writer(name: str, args: Any, opts: Any) -> Any:
        outputs = build_logs(ALICLOUD, name, args, opts)
        project, store = split(outputs.streams["orders"])
        project.apply(lambda value: found.update(project=value))
        store.apply(lambda value: found.update(store=value))
        outputs.streams["orders"].arn.apply(lambda value: found.update(arn=value))
        return outputs

    name, make = samples("alicloud")[Logs]
    resources, _ = provision(Logs, name, make, writer)
    project = only(resources, "alicloud:log/project:Project").inputs["projectName"]
    assert found == {
        "project": project,
        "store": "orders",
        "arn": f"acs:log:cn-hangzhou:1234567890123456:project/{project}/logstore/orders",
    }


def test_streams_inside_another_component_carry_its_label() -> None:
    def part(name: str, args: Any, opts: Any) -> Any:
        return log_streams(ALICLOUD, name, f"{name}-access", args, opts)

    name, make = samples("alicloud")[Logs]
    resources, _ = provision(Logs, name, make, part)
    for type_ in ("alicloud:log/project:Project", "alicloud:ram/role:Role"):
        found = only(resources, type_)
        assert found.name.startswith("logs-access-")
        assert found.inputs["tags"]["component"] == "logs"


def secret(**changes: Any) -> Resource:
    return only(build(Secret, lambda args: replace(args, **changes))[0], "alicloud:kms/secret:Secret")


def test_secret_is_generated_once_and_never_shown() -> None:
    assert secret().secret == ("secretData",)
    """Who changes the value by hand stores it as another version, and KMS takes no version twice."""
    assert secret().options["ignore_changes"] == ["secretData", "versionId"]


def test_secret_is_encrypted_with_a_key_of_the_same_instance() -> None:
    assert "encryptionKeyId" in secret().unknown
    assert secret().inputs["dkmsInstanceId"] == ALICLOUD.kms_instance_id


def test_secret_names_its_key_by_the_id_that_kms_answers_with() -> None:
    """By its ARN it would differ from the answer, and the provider would replace the secret."""
    found = secret(key_id="acs:kms:cn-hangzhou:1234567890123456:key/key-hzz0123456789")
    assert found.inputs["encryptionKeyId"] == "key-hzz0123456789"


def test_a_deleted_secret_can_be_brought_back_unless_the_stack_comes_and_goes() -> None:
    assert secret().inputs["recoveryWindowInDays"] == 30
    assert secret().inputs["forceDeleteWithoutRecovery"] is False
    gone = secret(recovery_window_days=0).inputs
    assert gone["forceDeleteWithoutRecovery"] is True
    assert "recoveryWindowInDays" not in gone
