"""Scenario files: what each key becomes, and what each broken file is told."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from infra.capacity.autoscaler import Metric, Scheduled, ZoneLoss
from infra.capacity.scenario import Disturbance
from infra.program import ROOT
from infra.settings import SettingsError, form
from infra.settings.scenario import load_scenario
from infra.settings.scenario_model import PurgeSettings
from infra.settings.scenario_series import cdn_hits
from infra.settings.schema import scenario_schema, scenario_text
from infra.settings.yaml_source import read
from tests.settings.test_schema import objects

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SCHEMA = Draft202012Validator(scenario_schema())

GOOD = """\
name: good
duration_seconds: 3600
services:
  web:
    service_time_ms: 20
    worker_slots: 8
    latency_objective_ms: 200
    routing: least-outstanding
    calls: { orders: 0.1 }
    scale:
      min_instances: 3
      max_instances: 30
      boot_seconds: 70
      warm_pool: { instances: 5 }
      target_tracking: { requests_per_minute: 14400 }
      scheduled:
        - { at_second: 3000, min_instances: 3 }
        - { at_second: 300, min_instances: 9 }
  orders:
    service_time_ms: 35
    worker_slots: 8
    sends: { mails: 0.5 }
    scale: { min_instances: 3, max_instances: 9, boot_seconds: 70, target_tracking: { cpu_ratio: 0.6 } }
queues:
  mails:
    service_time_ms: 250
    worker_slots: 4
    age_objective_seconds: 300
    scale: { min_instances: 2, max_instances: 2, boot_seconds: 70 }
loads:
  - { to: web, steps: [{ at_second: 0, rps: 100 }, { at_second: 600, rps: 300 }], cdn_hit_ratio: 0.5 }
  - { to: web, points: [{ at_second: 0, rps: 0 }, { at_second: 3600, rps: 3600 }] }
faults:
  zone_losses: [{ at_second: 1200, detect_seconds: 90 }]
"""


def loaded(root, text=GOOD):
    (root / "scenario.yaml").write_text(text, encoding="utf-8")
    return load_scenario(root / "scenario.yaml").scenario


def with_load(root, shape):
    """What reaches the service of a good file with this load only."""
    head, _, _ = GOOD.partition("loads:")
    return loaded(root, f"{head}loads:\n  - {{ to: web, {shape} }}\n").loads["web"]


def test_services_and_queues(tmp_path):
    scenario = loaded(tmp_path)
    web, orders, mails = scenario.services["web"], scenario.services["orders"], scenario.queues["mails"]
    assert (web.station.service_time_seconds, web.station.workers_per_instance) == (0.02, 8)
    assert (web.station.pooled, orders.station.pooled) == (True, False)
    assert (web.station.timeout_seconds, mails.station.timeout_seconds) == (10, math.inf)
    assert (web.latency_objective_seconds, orders.latency_objective_seconds) == (0.2, None)
    assert (web.calls, orders.sends, mails.age_objective_seconds) == ({"orders": 0.1}, {"mails": 0.5}, 300)


def test_groups(tmp_path):
    web = loaded(tmp_path).services["web"].group
    assert (web.minimum, web.maximum, web.desired, web.zones) == (3, 30, 3, 3)
    assert (web.boot_seconds, web.warm_up_seconds, web.warm_pool, web.warm_start_seconds) == (70, 0, 5, 30)
    assert web.scheduled == (Scheduled(at_second=300, minimum=9), Scheduled(at_second=3000, minimum=3))
    (tracking,) = web.tracking
    assert (tracking.metric, tracking.target) == (Metric.REQUESTS_PER_INSTANCE, 14_400)
    orders = loaded(tmp_path).services["orders"].group
    (tracking,) = orders.tracking
    assert (tracking.metric, tracking.target, orders.warm_pool) == (Metric.CPU, 0.6, 0)


def test_faults(tmp_path):
    assert loaded(tmp_path).losses == (ZoneLoss(at_second=1200, detect_seconds=90),)


def test_services_that_suffer(tmp_path):
    faults = """\
  outages: [{ service: orders, at_second: 100, duration_seconds: 30 }]
  slow_downs: [{ service: web, at_second: 200, duration_seconds: 60, slowness: 2.5 }]
"""
    scenario = loaded(tmp_path, GOOD + faults)
    assert scenario.losses == (ZoneLoss(at_second=1200, detect_seconds=90),)
    assert scenario.disturbances == (
        Disturbance(service="orders", at_second=100, seconds=30, slowness=math.inf),
        Disturbance(service="web", at_second=200, seconds=60, slowness=2.5),
    )


def test_loads_on_one_service_add_up_behind_the_cdn(tmp_path):
    web = loaded(tmp_path).loads["web"]
    assert len(web) == 3600
    assert web[599] == pytest.approx(100 / 2 + 599.5)
    assert web[600] == pytest.approx(300 / 2 + 600.5)


def test_a_surge_has_its_peak_and_decays(tmp_path):
    web = with_load(tmp_path, "surge: { at_second: 600, peak_rps: 1000, ramp_seconds: 100, decay_seconds: 300 }")
    assert web[:600].tolist() == [0] * 600
    assert web.max() == pytest.approx(1000, rel=0.01)
    assert web[650] == pytest.approx(505, rel=0.01)
    assert web[1000] / web[700] == pytest.approx(math.exp(-1))


def test_a_countdown_brings_everybody_and_reloads_at_once(tmp_path):
    shape = "countdown: { sessions: 1000, at_second: 600, reload_requests: 3, reload_seconds: 10 }"
    web = with_load(tmp_path, f"{shape}, requests_per_session: 20, session_seconds: 100")
    assert web.sum() == pytest.approx(1000 * 20 + 300 * 3, rel=1e-4)
    assert web[600] - web[599] == pytest.approx(90, abs=2)
    assert web[:300].sum() == 0


@pytest.mark.parametrize(
    ("shape", "requests"),
    [
        ("push: { sessions: 1000, at_second: 60, decay_seconds: 200 }", 25_000),
        (
            "send: { sessions: 1e3, at_second: 0, send_seconds: 60, delay_scale_seconds: 60, delay_shape: 1 }",
            25_000,
        ),
        ("live: { viewers: 1000, drops: [100, 900], click_ratio: 0.2 }", 10_000),
        (f"day: {{ sessions: 24000, start_hour: 12, hourly_weights: [{', '.join(['1'] * 24)}] }}", 25_000),
    ],
)
def test_sessions_make_their_requests(shape, requests, tmp_path):
    assert with_load(tmp_path, shape).sum() == pytest.approx(requests, rel=1e-3)


def test_a_day_has_begun_before_the_scenario(tmp_path):
    weights = ", ".join(["1"] * 24)
    web = with_load(tmp_path, f"day: {{ sessions: 86400, start_hour: 3, hourly_weights: [{weights}] }}")
    assert web == pytest.approx(25)


def test_a_purge_costs_hits_until_the_cache_is_full_again():
    purge = PurgeSettings(at_second=100, left_ratio=0.25, refill_seconds=60)
    hits = cdn_hits(0.8, [purge], 600)
    assert hits[:100].tolist() == [0.8] * 100
    assert hits[100] == pytest.approx(0.2)
    assert hits[160] == pytest.approx(0.8 * (1 - 0.75 * math.exp(-1)))
    assert hits[599] == pytest.approx(0.8, rel=1e-3)


@given(ratio=st.floats(0, 1), seconds=st.lists(st.integers(0, 599), max_size=3), left=st.floats(0, 1))
def test_hits_never_leave_their_range(ratio, seconds, left):
    purges = [PurgeSettings(at_second=second, left_ratio=left) for second in seconds]
    hits = cdn_hits(ratio, purges, 600)
    assert ((hits >= 0) & (hits <= ratio)).all()
    assert (hits >= cdn_hits(ratio, [*purges, PurgeSettings(at_second=300)], 600) - 1e-12).all()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("service_time_ms: 20", "service_time_ms: 0", "5: services.web.service_time_ms: is too small"),
        ("worker_slots: 8\n    lat", "slots: 8\n    lat", "6: services.web.slots: is not a known key"),
        ("least-outstanding", "random", "8: services.web.routing: is none of the allowed values"),
        ("calls: { orders", "calls: { order", "9: services.web.calls.order: there is no such service"),
        ("orders: 0.1", "web: 0.1", "9: services.web.calls.web: calls itself"),
        ("sends: { mails", "calls: { web: 1 }\n    sends: { mails", "services call each other in a circle"),
        ("sends: { mails", "sends: { mail", "22: services.orders.sends.mail: there is no such queue"),
        ("    sends: { mails: 0.5 }\n", "", "queues.mails: nobody sends to it"),
        ("max_instances: 30", "max_instances: 2", "12: services.web.scale.max_instances: is less than"),
        ("max_instances: 30", "max_instances: 30\n      desired_instances: 2", "is outside of the limits"),
        ("{ instances: 5 }", "{ instances: 5, start_seconds: 71 }", "start_seconds: is longer than a boot"),
        (
            "{ requests_per_minute: 14400 }",
            "{}",
            "15: services.web.scale.target_tracking: needs exactly one",
        ),
        ("cpu_ratio: 0.6", "cpu_ratio: 0.6, requests_per_minute: 60", "target_tracking: needs exactly one target"),
        ("at_second: 3000", "at_second: 3600", "17: services.web.scale.scheduled[0].at_second: is after"),
        (
            "at_second: 300, min_instances: 9",
            "at_second: 300",
            "18: services.web.scale.scheduled[1]: changes",
        ),
        ("min_instances: 9", "min_instances: 31", "scheduled[1]: leaves `min_instances` above"),
        ("3600\nservices", "3601\nservices", "2: duration_seconds"),
        ("to: web, steps", "to: wbe, steps", "did you mean `web`?"),
        ("to: web, steps", "to: web, points: [{ at_second: 0, rps: 1 }], steps", "needs exactly one shape"),
        (
            "points: [{ at_second: 0, rps: 0 }, { at_second: 3600, rps: 3600 }]",
            "cdn_hit_ratio: 0",
            "exactly one shape",
        ),
        ("at_second: 600, rps", "at_second: 0, rps", "loads[0].steps[1].at_second: is not after the one before"),
        ("at_second: 1200", "at_second: 7200", "faults.zone_losses[0].at_second: is after the end"),
        ("queues:", "queue:", "queue: is not a known key"),
        (
            "zone_losses: [{",
            "outages: [{ service: wbe, at_second: 1, duration_seconds: 1 }]\n  zone_losses: [{",
            "did you",
        ),
        (
            "zone_losses: [{",
            "outages: [{ service: web, at_second: 3600, duration_seconds: 1 }]\n  zone_losses: [{",
            "after",
        ),
    ],
)
def test_a_broken_file(old, new, says, tmp_path):
    assert GOOD.count(old) == 1, old
    with pytest.raises(SettingsError) as error:
        loaded(tmp_path, GOOD.replace(old, new))
    assert says in str(error.value)


def test_a_day_without_weight(tmp_path):
    weights = ", ".join(["0"] * 24)
    with pytest.raises(SettingsError, match="are all 0"):
        with_load(tmp_path, f"day: {{ sessions: 1, start_hour: 3, hourly_weights: [{weights}] }}")


def test_all_problems_are_told_at_once(tmp_path):
    with pytest.raises(SettingsError) as error:
        loaded(tmp_path, GOOD.replace("orders: 0.1", "nobody: 1").replace("max_instances: 30", "max_instances: 1"))
    assert len(error.value.problems) == 2


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="does not exist"):
        load_scenario(tmp_path / "scenario.yaml")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_valid_and_name_the_schema(path):
    assert np.isfinite(sum(load.sum() for load in load_scenario(path).scenario.loads.values()))
    assert list(SCHEMA.iter_errors(read(path.parent, path.name).value)) == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/scenario.schema.json"


def test_committed_schema_is_current():
    assert (ROOT / "docs/scenario.schema.json").read_text(encoding="utf-8") == scenario_text(), (
        "run `make schemas`"
    )


def test_schema_is_strict_and_its_patterns_are_told_in_words():
    Draft202012Validator.check_schema(scenario_schema())
    parts = [part for _, part in objects(scenario_schema())]
    assert all("additionalProperties" in part for part in parts if part.get("type") == "object")
    assert {part["pattern"] for part in parts if isinstance(part.get("pattern"), str)} <= set(form.WORDS)


def test_every_key_is_explained():
    """Editors and docs/simulate.md rely on it."""
    models = scenario_schema()["$defs"]
    for path, part in objects(scenario_schema()):
        for name, key in part.get("properties", {}).items():
            if isinstance(key, dict):
                reference = re.sub(".*/", "", key.get("$ref", ""))
                meaning = key.get("description") or models.get(reference, {}).get("description")
                assert meaning, f"{path}.{name}"
