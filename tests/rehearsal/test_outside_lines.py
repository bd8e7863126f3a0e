"""Limits around the services: by hand for the sample shop."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from infra.capacity.journey import HowOften
from infra.capacity.lines import Growth
from infra.rehearsal.outside_lines import outside_lines
from tests.rehearsal.samples import PLANNED, SHOP, planned, stage

PUBLIC = PLANNED.balancers["public-lb"]


def lines(**changes):
    return dict(outside_lines(stage(**changes)))


def first(series):
    return float(np.asarray(series)[0])


def test_the_cdn_of_each_site_by_requests_and_traffic():
    found = lines()
    assert first(found["CDN of www: requests"].outside) == pytest.approx(1000 + 2000 + 100)
    kib = 1000 * 10 + 2000 * 100 + 100 * 1
    assert first(found["CDN of www: traffic"].outside) == pytest.approx(kib * 1024 * 8 / 1e9)
    assert (found["CDN of www: requests"].limit, found["CDN of www: traffic"].limit) == (250_000, 150)
    endless = planned(edge=replace(PLANNED.edge, requests_per_second=inf, gbps=inf))
    assert not any(name.startswith("CDN") for name in lines(planned=endless))


def test_the_firewall_and_the_load_balancer_see_what_the_cdn_lets_through():
    found = lines()
    assert first(found["firewall of public-lb"].outside) == pytest.approx(200)  # pages and checkouts, no files
    balancer = found["load balancer public-lb"]
    # one unit is 1 GB an hour
    assert first(balancer.outside) == pytest.approx((100 * 10 + 100 * 1) * 1024 * 3600 / 1e9)
    assert (balancer.limit, balancer.growth) == (100, Growth(factor=2, after_seconds=300))


def test_the_load_balancer_inside_carries_the_calls():
    inside = replace(PUBLIC, internal=True, firewall_rps=10, mbps=10)
    found = lines(planned=planned(balancers={"service-lb": inside}))
    assert set(found) & {"firewall of service-lb", "load balancer service-lb: traffic"} == set()
    line = found["load balancer service-lb"]
    each = 4 * 1024 * 3600 / 1e9
    assert line.per_request == {"web": pytest.approx(0.5 * each), "worker": pytest.approx(each)}
    assert line.per_message == {"jobs": pytest.approx(each)}


def test_nothing_is_said_of_a_load_balancer_whose_growth_is_unknown():
    unknown = replace(PUBLIC, grows=False, firewall_rps=inf, mbps=600)
    found = lines(planned=planned(balancers={"public-lb": unknown}))
    assert "load balancer public-lb" not in found
    traffic = found["load balancer public-lb: traffic"]
    assert first(traffic.outside) == pytest.approx((100 * 10 + 100 * 1) * 1024 * 8 / 1e6)
    assert traffic.limit == 600


def test_addresses_are_those_of_the_zone_with_fewest():
    subnets = {**PLANNED.subnets, "net-a": replace(PLANNED.subnets["net-a"], free_addresses=20)}
    found = lines(planned=planned(subnets=subnets), zone_lost_at=600)["addresses for instances"]
    assert found.per_instance == dict.fromkeys(SHOP.services, 1.0)
    assert np.asarray(found.limit)[[599, 600]].tolist() == [60, 40]
    assert "addresses for instances" not in lines(planned=planned(subnets={}))


def test_a_third_party_and_the_ports_of_the_way_out():
    found = lines(zone_lost_at=600)
    assert (found["third party bank"].limit, found["third party bank"].per_message) == (1000, {"jobs": 1})
    held, new = found["NAT to bank: connections"], found["NAT to bank: new connections"]
    assert (held.per_message, new.per_message) == ({"jobs": 60}, {"jobs": 1})
    assert np.asarray(held.limit)[[599, 600]].tolist() == [3 * 55_000, 2 * 55_000]
    assert np.asarray(new.limit)[[599, 600]].tolist() == [3 * 900, 2 * 900]


def test_kept_connections_are_as_many_as_there_are_workers():
    party = replace(SHOP.third_parties["bank"], keep_alive=True)
    services = {
        **SHOP.services,
        "web": replace(SHOP.services["web"], third_parties={"bank": HowOften(per_order=2)}),
    }
    found = lines(shop=replace(SHOP, third_parties={"bank": party}, services=services))
    assert found["NAT to bank: connections"].per_instance == {"worker": 8, "web": 8}
    assert "NAT to bank: new connections" not in found
    assert first(found["third party bank"].outside) == pytest.approx(2 * 50)
