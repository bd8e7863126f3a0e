"""What a stack's settings are, once they are good."""

import json
import time
from pathlib import Path

import pytest

from components.label import Label
from infra.program import ROOT
from infra.settings import Settings, SettingsError, load, stack_names
from tests.settings.project import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path)


def problems(stack: str, root: Path, engine_config: dict[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(stack, root, engine_config)
    return str(caught.value)


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "stacks" / file
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


# --- the committed stacks


@pytest.mark.parametrize("stack", stack_names(ROOT))
def test_committed_stack_loads(stack: str):
    settings = load(stack, ROOT)
    assert settings.name == stack == f"{settings.config.stack.environment}-{settings.config.stack.cloud}"


def test_every_environment_is_there_on_both_clouds():
    expected = {f"{env}-{cloud}" for env in ("dev", "staging", "prod") for cloud in ("aws", "alicloud")}
    assert set(stack_names(ROOT)) == expected


def test_committed_stacks_share_no_network_domain_or_account():
    stacks = [load(name, ROOT).config for name in stack_names(ROOT)]
    for value in ("network.cidr", "stack.domain", "account.id"):
        section, key = value.split(".")
        assert len({getattr(getattr(config, section), key) for config in stacks}) == len(stacks), value


def test_placeholder_digests_differ():
    digests = [service.image.digest for service in load("prod-aws", ROOT).shop.services.values()]
    assert len(set(digests)) == len(digests)


def test_loading_is_quick():
    load("staging-aws", ROOT)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        load("staging-aws", ROOT)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06


# --- profile and overrides


def test_a_stack_without_overrides_is_the_shop_as_written(root: Path):
    shop = load("prod-aws", root).shop
    assert (shop.services["orders"].scale.min_instances, shop.services["orders"].scale.max_instances) == (6, 60)
    assert (shop.databases["orders"].readers, shop.databases["orders"].pooled) == (1, True)
    assert (shop.caches["shop"].shards, shop.caches["shop"].replicas) == (2, 1)


def test_overrides_change_what_they_name_and_nothing_else(root: Path):
    shop = load("dev-aws", root).shop
    orders, web = shop.services["orders"], shop.services["web"]
    assert (orders.scale.min_instances, orders.scale.max_instances) == (1, 2)
    assert (orders.instance.vcpu, orders.instance.memory_gib) == (2, 16)
    assert (web.scale.min_instances, web.scale.max_instances) == (6, 6)
    assert shop.caches["shop"].memory_gib == 1.5
    assert shop.databases["orders"].max_connections == 3000


def test_the_cheap_profile_has_no_reader_no_pool_no_replica(root: Path):
    shop = load("dev-aws", root).shop
    database, cache = shop.databases["orders"], shop.caches["shop"]
    assert (database.readers, database.max_readers, database.pooled) == (0, 0, False)
    assert (cache.shards, cache.replicas) == (1, 0)


def test_a_stack_gets_its_share_of_the_traffic(root: Path):
    assert load("prod-aws", root).config.traffic.share_ratio == 1
    dev = load("dev-aws", root, {"floodgate:traffic": '{"share_ratio": 0.1}'})
    assert dev.config.traffic.share_ratio == 0.1


def test_what_was_measured_keeps_its_size(root: Path):
    settings = load("dev-aws", root)
    assert settings.shop.services["orders"].instance.vcpu == 2
    assert settings.measured.services["orders"].instance.vcpu == 4


def test_an_override_wins_over_the_profile(root: Path):
    change(root, "Pulumi.dev-aws.yaml", "orders: { vcpu: 2, memory_gib: 16 }", "orders: { pooled: true }")
    assert load("dev-aws", root).shop.databases["orders"].pooled


def test_derived_facts(root: Path):
    settings = load("prod-aws", root)
    assert settings.highly_available
    assert not settings.disposable
    assert settings.label == Label(
        project="shop",
        environment="prod",
        owner="platform@example.net",
        cost_center="shop",
        scope="111122223333/eu-central-1",
    )
    assert settings.hosts("web") == ("www.shop.example.net", "shop.example.net")
    assert settings.hosts("api") == ("api.shop.example.net",)
    registry = "111122223333.dkr.ecr.eu-central-1.amazonaws.com"
    assert settings.image(settings.shop.services["orders"]) == f"{registry}/shop/orders@sha256:{'0' * 64}"


# --- which stack


def test_unknown_stack_names_the_nearest(root: Path):
    assert problems("prod-asw", root) == (
        "stacks/Pulumi.prod-asw.yaml: there is no such stack\n"
        "  given:   prod-asw\n"
        "  allowed: dev-aws, prod-alicloud or prod-aws\n"
        "  fix:     did you mean `prod-aws`?"
    )


@pytest.mark.parametrize("name", ["", "../shop", "prod-aws/x", "a\nb", "x" * 300])
def test_a_name_that_is_no_stack_is_never_a_path(name: str, root: Path):
    assert "there is no such stack" in problems(name, root)


def test_a_project_without_stacks(tmp_path: Path):
    assert stack_names(tmp_path) == []
    assert "allowed: none" in problems("prod-aws", tmp_path)


def test_missing_shop_says_what_is_there(root: Path):
    (root / "stacks/shop.yaml").unlink()
    assert problems("prod-aws", root) == (
        "stacks/shop.yaml: does not exist\n"
        "  fix:     create it; stacks/ holds Pulumi.dev-aws.yaml, Pulumi.prod-alicloud.yaml, "
        "Pulumi.prod-aws.yaml and campaigns.yaml"
    )


def test_a_calendar_is_needed(root: Path):
    (root / "stacks/campaigns.yaml").unlink()
    assert problems("prod-aws", root).startswith("stacks/campaigns.yaml: does not exist")


def test_a_folder_instead_of_a_file(root: Path):
    (root / "stacks/Pulumi.prod-aws.yaml").unlink()
    (root / "stacks/Pulumi.prod-aws.yaml").mkdir()
    assert "stacks/Pulumi.prod-aws.yaml: cannot be read: Is a directory" in problems("prod-aws", root)


def test_a_file_that_is_far_too_large(root: Path):
    (root / "stacks/shop.yaml").write_text("#" * 1_000_001)
    assert "stacks/shop.yaml: is larger than 1,000,000 bytes" in problems("prod-aws", root)


def test_a_byte_order_mark_is_nothing_wrong(root: Path):
    path = root / "stacks/shop.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load("prod-aws", root).shop.name == "shop"


def test_windows_line_ends_are_nothing_wrong(root: Path):
    path = root / "stacks/Pulumi.prod-aws.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"zones: [", b"zones: [eu-central-1x, "))
    assert load("prod-aws", root).config.network.zones[0] == "eu-central-1x"


# --- keys of others


def test_keys_of_providers_and_of_pulumi_are_theirs(root: Path):
    own = "config:\n  pulumi:tags: { team: shop }\n  aws:secretKey: { secure: v1:abc }\n  alicloud:profile: x\n"
    change(root, "Pulumi.prod-aws.yaml", "config:\n", f"encryptionsalt: v1:abc\n{own}")
    assert load("prod-aws", root).config.region == "eu-central-1"


def test_all_files_are_checked_in_one_go(root: Path):
    change(root, "shop.yaml", "pooled: true", "pooled: 1")
    change(root, "campaigns.yaml", "prepare_days: 20", "prepare_days: 99")
    change(root, "Pulumi.prod-aws.yaml", "backup_days: 35", "backup_days: 99")
    change(root, "Pulumi.prod-aws.yaml", "10.40.0.0/16", "10.40.0.0/24")
    found = problems("prod-aws", root)
    assert [line for line in found.splitlines() if line.startswith("stacks/")] == [
        "stacks/Pulumi.prod-aws.yaml:12: floodgate:network.cidr: has the wrong size",
        "stacks/Pulumi.prod-aws.yaml:22: floodgate:retention.backup_days: is too large",
        "stacks/campaigns.yaml:1: prepare_days: is too large",
        "stacks/shop.yaml:72: databases.orders.pooled: must be true or false",
    ]


# --- what the engine hands over


def test_the_engine_wins_over_the_file(root: Path):
    config = {
        "floodgate:network": json.dumps(
            {"cidr": "10.60.0.0/16", "zones": ["us-east-1a", "us-east-1b", "us-east-1c"]}
        ),
        "floodgate:account": json.dumps(
            {
                "id": "111122223333",
                "alarm_emails": ["oncall@example.net"],
                "registry": "111122223333.dkr.ecr.us-east-1.amazonaws.com",
                "machine_image": "/shop/images/al2023",
            }
        ),
        "aws:region": "us-east-1",
    }
    settings = load("prod-aws", root, config)
    assert (settings.config.region, settings.config.network.cidr) == ("us-east-1", "10.60.0.0/16")


def test_the_engine_adds_what_the_file_does_not_have(root: Path):
    settings = load("prod-aws", root, {"floodgate:services": '{"orders": {"max_instances": 99}}'})
    assert settings.shop.services["orders"].scale.max_instances == 99


def test_everything_may_come_from_the_engine(root: Path):
    before: Settings = load("prod-aws", root)
    config = {
        f"floodgate:{section}": getattr(before.config, section).model_dump_json(exclude_defaults=True)
        for section in ("stack", "network", "account", "retention")
    }
    (root / "stacks/Pulumi.prod-aws.yaml").write_text("encryptionsalt: v1:abc\n")
    assert load("prod-aws", root, {**config, "aws:region": "eu-central-1"}) == before


def test_a_wrong_value_of_the_engine_is_told_at_the_key_in_the_file(root: Path):
    text = problems("prod-aws", root, {"floodgate:retention": '{"logs_days": 90, "backup_days": 35}'})
    assert text.startswith("stacks/Pulumi.prod-aws.yaml:21: floodgate:retention.security_logs_days: is missing")


@pytest.mark.parametrize("value", ["", "plain text", "[1, 2]", "NaN", "[" * 5000, '"\\ud800"', "null"])
def test_a_value_of_the_engine_that_is_no_section(value: str, root: Path):
    assert "floodgate:retention: must be a mapping" in problems("prod-aws", root, {"floodgate:retention": value})


def test_a_number_that_is_no_number(root: Path):
    value = '{"logs_days": NaN, "security_logs_days": 400, "backup_days": 35}'
    assert "given:   {" in problems("prod-aws", root, {"floodgate:retention": value})


def test_an_unknown_key_of_the_engine(root: Path):
    assert "did you mean `floodgate:services`?" in problems("prod-aws", root, {"floodgate:service": "{}"})


def test_smaller_instances_work_off_fewer_messages_in_plans_too():
    """dev has instances of 2 vCPU; orders was measured with 4, payments with 2. A larger one does no more."""
    here, measured = load("dev-aws", ROOT).shop_load.services, load("prod-aws", ROOT).shop_load.services
    assert here["orders"].consumes == {queue: rate / 2 for queue, rate in measured["orders"].consumes.items()}
    assert here["payments"].consumes == measured["payments"].consumes == {"payment-jobs": 20, "settlements": 20}
