"""What is specific to the audit trail, backups, budgets and dashboards on Alibaba Cloud."""

import dataclasses
import json
from functools import partial

import pytest

from components.alicloud.dashboard import build_dashboard
from components.audit_trail import AuditTrail
from components.backup import Backup, BackupSource, StoreKind
from components.budget import Budget
from components.dashboard import Dashboard
from components.errors import UnsupportedOnCloud
from tests.components.cases import build_sample
from tests.components.harness import ALICLOUD, known, of_type, only
from tests.components.samples import samples
from tests.components.values import values

TRAIL = "alicloud:actiontrail/trail:Trail"
WORM = "alicloud:oss/bucketWorm:BucketWorm"
ALERT = "alicloud:sls/alert:Alert"
BINDING = "alicloud:hbr/policyBinding:PolicyBinding"


def planned(kind, **changes):
    """The resources of one capability, with changes to the sample's arguments.

    A change that is a function is called inside the program: only there can it make an Output.
    """

    def change(args):
        return dataclasses.replace(
            args, **{key: value() if callable(value) else value for key, value in changes.items()}
        )

    return build_sample("alicloud", kind, change)[0]


class TestAuditTrail:
    def test_records_every_call_in_every_region_twice(self):
        inputs = only(planned(AuditTrail), TRAIL).inputs
        assert (inputs["eventRw"], inputs["trailRegion"], inputs["status"]) == ("All", "All", "Enable")
        assert {"ossBucketName", "slsProjectArn"} <= inputs.keys()

    def test_logstore_has_the_name_that_the_trail_writes_to(self):
        resources = planned(AuditTrail)
        store = only(resources, "alicloud:log/store:Store")
        assert store.inputs["logstoreName"] == f"actiontrail_{only(resources, TRAIL).inputs['trailName']}"
        assert store.inputs["retentionPeriod"] == 90
        assert store.inputs["encryptConf"]["enable"] is True

    def test_nobody_can_shorten_a_permanent_record(self):
        worm = only(planned(AuditTrail), WORM)
        assert (worm.inputs["status"], worm.inputs["retentionPeriodInDays"]) == ("Locked", 400)

    def test_disposable_trail_can_be_destroyed(self):
        resources = planned(AuditTrail, disposable=True, retention_days=30)
        assert not of_type(resources, WORM)
        assert not any(resource.options.get("protect") for resource in resources)
        assert all(bucket.inputs["forceDestroy"] for bucket in of_type(resources, "alicloud:oss/bucket:Bucket"))

    def test_writer_can_put_records_and_nothing_else_into_the_bucket(self):
        resources = planned(AuditTrail)
        policy = next(r for r in of_type(resources, "alicloud:ram/policy:Policy") if r.name == "audit-writer")
        statements = json.loads(policy.inputs["policyDocument"])["Statement"]
        actions = {action for statement in statements for action in statement["Action"]}
        assert {action for action in actions if action.startswith("oss:")} == {
            "oss:PutObject",
            "oss:GetBucketLocation",
        }
        assert not any(action.endswith("*") for action in actions)
        assert all("*" not in statement["Resource"] for statement in statements)

    def test_alerts_come_after_the_trail_and_reach_somebody(self):
        resources = planned(AuditTrail, notify=lambda: known("floodgate-prod-alerts"))
        trail, alerts = only(resources, TRAIL), of_type(resources, ALERT)
        assert {"root-login", "denied-calls", "rights-changed", "trail-changed", "key-deleted"} <= {
            alert.name.removeprefix("audit-") for alert in alerts
        }
        for alert in alerts:
            assert trail.urn in alert.depends_on
            policy = alert.inputs["configuration"]["policyConfiguration"]
            assert policy["actionPolicyId"] == "floodgate-prod-alerts"


class TestBackup:
    def test_vault_is_encrypted_and_locked(self):
        vault = only(planned(Backup), "alicloud:hbr/vault:Vault")
        assert vault.inputs["encryptType"] == "KMS"
        assert vault.inputs["wormEnabled"] is True
        assert vault.options["protect"] is True

    def test_unlocked_disposable_vault_can_go(self):
        vault = only(planned(Backup, locked=False, disposable=True), "alicloud:hbr/vault:Vault")
        assert vault.inputs["wormEnabled"] is False
        assert not vault.options.get("protect")

    def test_buckets_and_tables_are_bound_and_databases_back_themselves_up(self):
        bindings = of_type(planned(Backup), BINDING)
        assert {binding.inputs["sourceType"] for binding in bindings} == {"OSS", "OTS"}

    def test_table_is_copied_with_its_instance(self):
        arn = "acs:ots:cn-hangzhou:1234567890123456:instance/floodgate-1a2b3c/table/carts"
        resources = planned(
            Backup,
            sources=lambda: {"carts": BackupSource(kind=StoreKind.TABLE, id=known("carts"), arn=known(arn))},
        )
        assert only(resources, BINDING).inputs["dataSourceId"] == "floodgate-1a2b3c"

    @pytest.mark.parametrize(("hour", "schedule"), [(0, "I|1767225600|P1D"), (18, "I|1767290400|P1D")])
    def test_runs_every_day_at_the_hour(self, hour, schedule):
        (rule,) = only(planned(Backup, daily_at_utc_hour=hour), "alicloud:hbr/policy:Policy").inputs["rules"]
        assert rule["schedule"] == schedule
        assert rule["retention"] == 35

    def test_failures_are_told(self):
        rule = only(planned(Backup, notify=lambda: known("oncall")), "alicloud:cms/eventRule:EventRule")
        assert rule.inputs["contactParameters"][0]["contactGroupName"] == "oncall"


def test_budget_says_what_to_do_instead():
    with pytest.raises(UnsupportedOnCloud, match=r"20000 USD a month.*finance@shop\.example"):
        planned(Budget)


class TestDashboard:
    def charts(self, **changes):
        dashboard = only(planned(Dashboard, **changes), "alicloud:log/dashboard:Dashboard")
        assert dashboard.inputs["displayName"] == "shop prod"
        return json.loads(dashboard.inputs["charList"])

    def test_shows_lines_and_errors_of_every_service(self):
        assert [chart["title"] for chart in self.charts()] == [
            "In CloudMonitor",
            "orders: lines a minute",
            "orders: errors a minute",
        ]

    def test_lists_everything_else_with_its_id(self):
        empty = {"load_balancers": {}, "pools": {}, "caches": {}}
        (table, *_) = self.charts(databases={"orders": "pc-1"}, queues={"fulfilment": "q-1"}, **empty)
        assert (
            "array['database', 'queue'], array['orders', 'fulfilment'], array['pc-1', 'q-1']"
            in (table["search"]["query"])
        )

    def test_charts_do_not_overlap(self):
        places = [(chart["display"]["xPos"], chart["display"]["yPos"]) for chart in self.charts()]
        assert len(set(places)) == len(places)

    def test_needs_logs_to_live_beside(self):
        with pytest.raises(ValueError, match="logs must have at least one entry"):
            planned(Dashboard, logs={})

    def test_url_leads_to_the_page(self):
        name, make = samples("alicloud")[Dashboard]
        assert values(Dashboard, name, make, partial(build_dashboard, ALICLOUD))["url"] == (
            "https://sls.console.aliyun.com/lognext/project/floodgate-prod-logs/dashboard/floodgate-prod-dashboard"
        )
