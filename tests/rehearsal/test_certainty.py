"""What a rehearsal assumes, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from infra.capacity.assumption import Assumption, Default, Mark
from infra.capacity.sources import Even, Kind, Source
from infra.rehearsal.certainty import assumptions
from tests.rehearsal.plans import rehearsed
from tests.rehearsal.samples import MEASURED, START, calendar, planned, pool, stage


def source(name, start=START):
    assumed = Assumption(
        where=name, key="click_ratio", default=Default(value=0.1, mark=Mark.ASSUMPTION, basis="-")
    )
    return Source(
        name=name,
        kind=Kind.SEARCH_ADS,
        start=start,
        reach=1,
        click_ratio=0.1,
        conversion_ratio=None,
        confidence_factor=1,
        shape=Even(seconds=60),
        assumed=(assumed,),
    )


def keys(given, planning):
    campaign = planning.campaigns["sale"]
    return {f"{each.where}.{each.key}" for each in assumptions(planning, campaign, given)}


def test_the_model_says_what_it_assumes():
    found = keys(stage(), calendar())
    assert {"model.cpu_ratio", "model.timeout_seconds", "model.late_action_seconds"} <= found
    assert "model.detect_seconds" not in found
    assert "model.detect_seconds" in keys(stage(zone_lost_at=1), calendar())
    warm = {name: pool(warm_pool=2) for name in MEASURED.services}
    assert "model.warm_start_seconds" in keys(stage(planned=planned(pools=warm)), calendar())


def test_an_estimated_throughput_is_told():
    services = {**MEASURED.services, "web": replace(MEASURED.services["web"], estimated=True)}
    assert "services.web.throughput_rps" in keys(stage(measured=replace(MEASURED, services=services)), calendar())


def test_sources_that_come_in_the_window_are_told_whoever_sends_them():
    sale = calendar().campaigns["sale"]
    late = START + timedelta(days=3)
    campaigns = {
        "sale": replace(sale, sources=(source("own"),)),
        "beside": replace(sale, name="beside", sources=(source("beside"),)),
        "later": replace(
            sale, name="later", start=late, end=late + timedelta(hours=1), sources=(source("later", late),)
        ),
    }
    found = keys(stage(), calendar(campaigns=campaigns))
    assert {"own.click_ratio", "beside.click_ratio"} <= found
    assert "later.click_ratio" not in found


def test_every_default_of_the_campaign_is_in_the_rehearsal():
    found = rehearsed("prod-aws")
    own = {each for source in found.campaign.sources for each in source.assumed}
    assert own
    assert own <= set(found.assumptions)
