"""What promotion does with the edge on Alibaba Cloud: caches, bots, experiments, waiting rooms, sites of files."""

import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import md5
from typing import Any

import pytest

from components.alicloud.broadcast import build_broadcast
from components.alicloud.dcdn_script import experiments_script
from components.alicloud.edge import build_edge
from components.broadcast import Broadcast
from components.edge import Edge, EdgeArgs
from components.errors import UnsupportedOnCloud
from components.experiment import Experiment
from infra.preview.plan import Resource
from tests.components.harness import ALICLOUD, of_type, only, provision
from tests.components.samples import samples

CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
RULE = "alicloud:dcdn/wafRule:WafRule"
ATTACHMENT = "alicloud:dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment"
ROOM = "alicloud:esa/waitingRoom:WaitingRoom"
EVENT = "alicloud:esa/waitingRoomEvent:WaitingRoomEvent"
LAYOUT = Experiment(name="layout", enabled=True, prefixes=("/p.x/",), variants={"old": 70, "none": 0, "new": 30})


def edge(change: Callable[[EdgeArgs], EdgeArgs] = lambda args: args, context: Any = ALICLOUD) -> list[Resource]:
    name, args = samples("alicloud")[Edge]
    resources: list[Resource]
    resources, _ = provision(Edge, name, lambda: change(args()), partial(build_edge, context))
    return resources


def changed(name: str, **fields: Any) -> Callable[[EdgeArgs], EdgeArgs]:
    return lambda args: replace(
        args, sites=tuple(replace(each, **fields) if each.name == name else each for each in args.sites)
    )


def functions(resources: list[Resource], host: str, name: str) -> list[dict[str, str]]:
    return [
        {arg["argName"]: arg["argValue"] for arg in config.inputs["functionArgs"]}
        for config in of_type(resources, CONFIG)
        if (config.inputs["domainName"], config.inputs["functionName"]) == (host, name)
    ]


def attached(resources: list[Resource], host: str) -> set[str]:
    return {
        each.name.rpartition("-waf-")[2]
        for each in of_type(resources, ATTACHMENT)
        if each.inputs["domainName"] == host
    }


def test_files_that_never_change_stay_a_year() -> None:
    lifetimes = {
        args["path"]: args for args in functions(edge(), "web-static.shop.example.net", "path_based_ttl_set")
    }
    assert lifetimes["/assets/pictures/"]["ttl"] == "31536000"
    assert lifetimes["/assets/pictures/"]["swift_origin_cache_high"] == "off"
    assert int(lifetimes["/assets/pictures/"]["weight"]) > int(lifetimes["/"]["weight"])


def test_parameters_of_campaigns_reach_the_service_and_name_no_page() -> None:
    resources = edge()
    assert functions(resources, "www.shop.example.net", "ali_remove_args") == [
        {"ali_remove_args": "utm_source gclid", "keep_oss_args": "on"}
    ]
    assert functions(resources, "api.shop.example.net", "ali_remove_args") == []
    # DCDN takes one of the two functions only
    for host in ("www.shop.example.net", "web-static.shop.example.net", "promo.shop.example.net"):
        both = functions(resources, host, "ali_remove_args") + functions(resources, host, "set_hashkey_args")
        assert len(both) == 1


def test_sites_with_another_limit_have_a_policy_of_their_own() -> None:
    resources = edge(changed("api", requests_per_ip=60_000))
    limits = {
        rule.name: rule.inputs["rateLimit"]["threshold"]
        for rule in of_type(resources, RULE)
        if "rateLimit" in rule.inputs
    }
    assert (limits["edge-limit-2000"], limits["edge-limit-60000"]) == (2000, 60_000)
    policies = {
        each.inputs["domainName"]: each.property_dependencies["policyId"]
        for each in of_type(resources, ATTACHMENT)
        if each.name.endswith("-limits")
    }
    assert policies["www.shop.example.net"] != policies["api.shop.example.net"]
    assert policies["www.shop.example.net"] == policies["promo.shop.example.net"]


def test_bots_are_kept_out_of_pages_but_search_engines_come_in() -> None:
    resources = edge()
    challenge = next(rule.inputs for rule in of_type(resources, RULE) if rule.name == "edge-bots")
    assert (challenge["action"], challenge["ccStatus"]) == ("js", "off")
    assert {(each["key"], each["opValue"]) for each in challenge["conditions"]} == {("User-Agent", "not-contain")}
    assert {"Baiduspider", "Googlebot"} <= {each["values"] for each in challenge["conditions"]}
    assert len(challenge["conditions"]) <= 5
    assert attached(resources, "www.shop.example.net") == {"managed", "limits", "bots"}
    assert attached(resources, "api.shop.example.net") == {"managed", "limits"}


def test_switching_an_experiment_off_changes_one_function() -> None:
    def off(args: EdgeArgs) -> EdgeArgs:
        web = args.sites[0]
        return replace(
            args, sites=(replace(web, experiments=(replace(web.experiments[0], enabled=False),)), *args.sites[1:])
        )

    (on_,), (off_,) = (functions(each, "www.shop.example.net", "edge_function") for each in (edge(), edge(off)))
    assert (on_["enable"], off_["enable"]) == ("on", "off")
    variants = [
        [
            args
            for args in functions(each, "www.shop.example.net", "set_req_header")
            if args["key"] == "x-experiments"
        ]
        for each in (edge(), edge(off))
    ]
    assert variants == [[], [{"key": "x-experiments", "value": "off"}]]  # nobody else may set it
    assert on_["name"].isalpha()  # letters and underscores only
    names = [{r.name for r in of_type(each, "alicloud:cms/alarm:Alarm")} for each in (edge(), edge(off))]
    assert names[0] - names[1] == {"edge-web-experiment"}


def test_the_script_gives_every_weight_its_share_and_tells_the_service() -> None:
    script = experiments_script([LAYOUT])
    assert "if match_re($uri, '^(/p\\.x/)') {" in script  # letter by letter
    assert "point = mod(crc(md5(concat(visitor, '.layout'))), 100)" in script
    assert "if and(ge(point, 0), lt(point, 70)) {" in script
    assert "if and(ge(point, 70), lt(point, 100)) {" in script
    assert "layout=none" not in script
    assert "set_cache_ttl('path', 0)" in script  # the cache has no part for the variant
    assert script.endswith("add_req_header('x-experiments', seen)")  # also over what a visitor claims
    assert script.count("{") == script.count("}")


def test_the_rule_of_the_script_is_even_and_independent() -> None:
    """The arithmetic of the script in Python: DCDN's language runs nowhere else."""

    def point(visitor: str, experiment: str) -> int:
        digest = md5(f"{visitor}.{experiment}".encode(), usedforsecurity=False).hexdigest()
        return zlib.crc32(digest.encode()) % 100

    visitors = [md5(str(number).encode(), usedforsecurity=False).hexdigest() for number in range(20_000)]
    new = [visitor for visitor in visitors if point(visitor, "layout") >= 70]
    assert len(new) / len(visitors) == pytest.approx(0.3, abs=0.015)
    other = Counter(point(visitor, "colour") < 50 for visitor in new)
    assert other[True] / len(new) == pytest.approx(0.5, abs=0.03)


def test_site_of_files_needs_no_second_host() -> None:
    resources = edge()
    (domain,) = (
        r.inputs
        for r in of_type(resources, "alicloud:dcdn/domain:Domain")
        if r.inputs["domainName"] == "promo.shop.example.net"
    )
    assert [source["type"] for source in domain["sources"]] == ["oss"]
    hosts = {r.inputs["domainName"] for r in of_type(resources, "alicloud:dcdn/domain:Domain")}
    assert "landing-static.shop.example.net" not in hosts
    host = "promo.shop.example.net"
    assert functions(resources, host, "back_to_origin_url_rewrite") == [
        {"source_url": "^(.*)/$", "target_url": "$1/index.html", "flag": "break"}
    ]
    assert functions(resources, host, "host_redirect") == [
        {"regex": "^/spring$", "replacement": f"https://{host}/spring-sale/", "flag": "redirect"}
    ]
    assert functions(resources, host, "error_page")[0]["rewrite_page"] == f"https://{host}/404.html"


def test_people_queue_at_esa_by_lot_before_the_drop() -> None:
    resources = edge()
    room, event = only(resources, ROOM).inputs, only(resources, EVENT).inputs
    assert room["hostNameAndPaths"] == [{"subdomain": "live.", "domain": "shop.example.net", "path": "/"}]
    assert (room["status"], room["queuingMethod"]) == ("on", "passthrough")  # nobody waits on other days
    assert (event["newUsersPerMinute"], event["totalActiveUsers"]) == ("6000", "60000")
    assert (event["preQueueStartTime"], event["startTime"], event["endTime"]) == (
        "1804536000",
        "1804536600",
        "1804538400",
    )
    assert (event["preQueueEnable"], event["randomPreQueueEnable"], event["queuingMethod"]) == ("on", "on", "fifo")


def test_nobody_is_sent_to_esa_before_room_tls_and_limit_stand() -> None:
    resources = edge()
    record = next(
        r for r in of_type(resources, "alicloud:dns/alidnsRecord:AlidnsRecord") if r.inputs["rr"] == "live"
    )
    assert record.inputs["value"] == "live.shop.example.net.shop.example.net.a1b2.example.com"
    needed = [
        *of_type(resources, ROOM),
        *of_type(resources, EVENT),
        *of_type(resources, "alicloud:esa/certificate:Certificate"),
        *of_type(resources, "alicloud:esa/httpsBasicConfiguration:HttpsBasicConfiguration"),
        *of_type(resources, "alicloud:esa/wafRule:WafRule"),
    ]
    at_esa = only(resources, "alicloud:esa/record:Record")
    assert at_esa.urn in record.depends_on
    assert {each.urn for each in needed} <= set(at_esa.depends_on)
    assert not [r for r in of_type(resources, "alicloud:dcdn/domain:Domain") if "live" in r.name]


def test_esa_speaks_modern_tls_and_proves_itself_to_the_load_balancer() -> None:
    resources = edge()
    tls = only(resources, "alicloud:esa/httpsBasicConfiguration:HttpsBasicConfiguration").inputs
    assert (tls["tls10"], tls["tls11"], tls["tls12"]) == ("off", "off", "on")
    origin = only(resources, "alicloud:esa/originRule:OriginRule").inputs
    assert (origin["originScheme"], origin["originHttpsPort"]) == ("https", "443")
    token = only(resources, "alicloud:esa/httpRequestHeaderModificationRule:HttpRequestHeaderModificationRule")
    header, claimed = token.inputs["requestHeaderModifications"]
    assert claimed == {"name": "x-experiments", "operation": "del"}
    assert (header["name"], header["value"]) == ("x-origin-token", "[secret]")
    limit = only(resources, "alicloud:esa/wafRule:WafRule").inputs["config"]
    assert limit["expression"] == '(http.host eq "live.shop.example.net")'
    assert limit["rateLimit"]["threshold"]["request"] == 3000


def test_a_second_up_changes_nothing_at_esa() -> None:
    """The provider reads both from ESA, whatever it was told, and one of them forces replacement."""
    resources = edge()
    certificate = only(resources, "alicloud:esa/certificate:Certificate")
    assert certificate.options["ignore_changes"] == ["domains"]
    assert only(resources, "alicloud:esa/record:Record").inputs["ttl"] == 600


def test_a_probe_has_time_for_its_answer() -> None:
    probe = only(edge(), "alicloud:cms/siteMonitor:SiteMonitor").inputs
    assert probe["optionJson"] == {"httpMethod": "get", "timeout": 30_000}


def test_pages_are_fetched_before_people_queue_and_a_new_list_is_a_new_job() -> None:
    def fetching(path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        def change(args: EdgeArgs) -> EdgeArgs:
            *others, live = args.sites
            assert live.waiting_room
            return replace(
                args,
                sites=(*others, replace(live, waiting_room=replace(live.waiting_room, preload=(path,)))),
            )

        resources = edge(change)
        job = only(resources, "alicloud:esa/scheduledPreloadJob:ScheduledPreloadJob").inputs
        return job, only(resources, "alicloud:esa/scheduledPreloadExecution:ScheduledPreloadExecution").inputs

    (job, run), (other, _) = fetching("/products/a"), fetching("/products/b")
    assert job["urlList"] == "https://live.shop.example.net/products/a"
    assert job["scheduledPreloadJobName"] != other["scheduledPreloadJobName"]
    assert (run["startTime"], run["endTime"]) == ("2027-03-08T18:00:00.000+00:00", "2027-03-08T20:00:00.000+00:00")


@pytest.mark.parametrize("missing", ["esa_instance_id", "esa_cname_zone"])
def test_waiting_room_without_esa_is_refused(missing: str) -> None:
    with pytest.raises(UnsupportedOnCloud, match="only ESA has waiting rooms"):
        edge(context=replace(ALICLOUD, **{missing: None}))


@pytest.mark.parametrize("fields", [{"aliases": ("l.shop.example.net",)}, {"experiments": (LAYOUT,)}])
def test_what_esa_does_not_do_here_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedOnCloud, match="waiting_room of live"):
        edge(changed("live", **fields))


def test_channel_is_refused_with_what_to_do_instead() -> None:
    name, args = samples("alicloud")[Broadcast]
    with pytest.raises(UnsupportedOnCloud, match="console of ApsaraVideo Live"):
        provision(Broadcast, name, args, partial(build_broadcast, ALICLOUD))
