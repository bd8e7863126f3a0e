"""What comes in at the edge, and what of it is beyond a quota."""

import pytest

from tests.capacity.plan.samples import flat, planned, stack


def test_each_site_has_its_own_peak():
    """The CDN answers half of the pages itself; an order is asked for on another site."""
    plan = planned({"web": flat(10, (3600, 3601, 1_000)), "orders": flat(10, (7200, 7201, 300))})
    requests = {site: number.value for site, [(_, number)] in plan.edge.requests.items()}
    assert requests == pytest.approx({"www": 2_000 * 1.3, "api": 300 * 1.3})
    gbps = {site: number.value for site, [(_, number)] in plan.edge.gbps.items()}
    assert gbps == pytest.approx(
        {"www": 2_000 * 1.3 * 100 * 8 * 1024 / 1e9, "api": 300 * 1.3 * 4 * 8 * 1024 / 1e9}
    )
    [(campaign, passed_on)] = plan.edge.passed_on
    assert (campaign, passed_on.value) == ("sale", pytest.approx(1_010 * 1.3))
    assert passed_on.reason == "1,010 requests/s at 2027-11-10 19:00:00 UTC x 1.3"


def test_quotas_stand_beside_what_an_account_has():
    quotas = {(quota.where, quota.name): quota for quota in planned({"web": flat(100)}).quotas}
    assert quotas["CDN of www", "requests per second"].default == 250_000
    assert quotas["CDN of www", "Gbit/s"].default == 150
    assert quotas["firewall", "requests per second"].default == 100_000
    assert quotas["firewall", "requests per second"].need.value == pytest.approx(130)
    assert ("load balancer public-lb", "Mbit/s of a shared bandwidth") not in quotas


def test_the_way_to_the_internet_is_bought_where_the_cloud_sells_it():
    [quota] = [
        quota
        for quota in planned({"web": flat(1_000)}, limits=stack("alicloud")).quotas
        if quota.name == "Mbit/s of a shared bandwidth"
    ]
    assert quota.need.value == pytest.approx(1_000 * 100 * 1024 * 8 / 1e6 * 1.3)
    assert quota.default == 1_000
