"""What promotion does with the edge on AWS: caches, bots, experiments, waiting rooms, sites of files, channels."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.broadcast import build_broadcast
from components.aws.edge import build_edge
from components.broadcast import Broadcast
from components.edge import Edge, EdgeArgs, Site
from infra.preview.plan import Resource
from tests.components.harness import AWS, of_type, only, provision
from tests.components.samples import samples

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
FUNCTION = "aws:cloudfront/function:Function"
STORE = "aws:cloudfront/keyValueStore:KeyValueStore"
DATA = "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SHIELD = {"enabled": True, "originShieldRegion": "eu-central-1"}


def edge(change: Callable[[EdgeArgs], EdgeArgs] = lambda args: args) -> list[Resource]:
    name, args = samples("aws")[Edge]
    resources: list[Resource]
    resources, _ = provision(Edge, name, lambda: change(args()), partial(build_edge, AWS))
    return resources


def site(resources: list[Resource], name: str) -> Resource:
    return next(r for r in of_type(resources, DISTRIBUTION) if r.name == f"edge-{name}")


def changed(name: str, **fields: Any) -> Callable[[EdgeArgs], EdgeArgs]:
    return lambda args: replace(
        args, sites=tuple(replace(each, **fields) if each.name == name else each for each in args.sites)
    )


def rules(resources: list[Resource]) -> dict[str, dict[str, Any]]:
    return {rule["name"]: rule for rule in only(resources, "aws:wafv2/webAcl:WebAcl").inputs["rules"]}


def asked_hosts(scope: dict[str, Any]) -> list[str]:
    match = scope["regexMatchStatement"]
    assert match["fieldToMatch"] == {"singleHeader": {"name": "host"}}
    return str(match["regexString"]).removeprefix("^(").removesuffix(")$").replace("\\", "").split("|")


def data(resources: list[Resource]) -> dict[str, str]:
    return {pair["key"]: pair["value"] for pair in only(resources, DATA).inputs["resourceKeyValuePairs"]}


def test_files_that_never_change_stay_a_year_also_in_browsers() -> None:
    resources = edge()
    lasting, files = site(resources, "web").inputs["orderedCacheBehaviors"]
    assert (lasting["pathPattern"], lasting["targetOriginId"]) == ("/assets/pictures/*", "files")
    assert files["pathPattern"] == "/assets/*"  # the wider path comes after the narrower one
    policies = {r.name: r.inputs for r in of_type(resources, "aws:cloudfront/cachePolicy:CachePolicy")}
    assert {policies["edge-lasting"][key] for key in ("minTtl", "defaultTtl", "maxTtl")} == {31_536_000}
    headers = {
        r.name: r.inputs for r in of_type(resources, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
    }
    (kept,) = headers["edge-lasting"]["customHeadersConfig"]["items"]
    assert (kept["header"], kept["value"]) == ("Cache-Control", "public, max-age=31536000, immutable")
    assert headers["edge-lasting"]["securityHeadersConfig"] == headers["edge-headers"]["securityHeadersConfig"]


def test_answers_of_a_service_that_never_change_come_from_the_service() -> None:
    resources = edge(changed("api", cached=True, long_cached_paths=("/images/*",)))
    (lasting,) = site(resources, "api").inputs["orderedCacheBehaviors"]
    assert lasting["targetOriginId"] == "origin"
    assert "originRequestPolicyId" in lasting  # the load balancer's rules ask for the host


def test_no_way_to_a_service_lets_visitors_say_who_they_are() -> None:
    resources = edge(changed("api", cached=True, long_cached_paths=("/images/*",)))
    functions = {r.urn: r.inputs["code"] for r in of_type(resources, FUNCTION)}
    for each in of_type(resources, DISTRIBUTION):
        for place in ("defaultCacheBehavior", "orderedCacheBehaviors"):
            given = each.inputs.get(place) or []
            for behavior in given if isinstance(given, list) else [given]:
                if behavior["targetOriginId"] == "origin":
                    kinds = [run["eventType"] for run in behavior["functionAssociations"]]
                    assert "viewer-request" in kinds
                    used = set(functions) & set(each.property_dependencies[place])
                    assert any("markClient(event);" in functions[urn] for urn in used)


def test_each_different_limit_of_sites_has_a_rule_and_an_alarm() -> None:
    resources = edge(changed("web", requests_per_ip=4000))
    limits = rules(resources)
    web = limits["limit-sites-4000"]["statement"]["rateBasedStatement"]
    assert (web["limit"], web["aggregateKeyType"]) == (4000, "IP")  # both hosts of the site together
    assert asked_hosts(web["scopeDownStatement"]) == ["www.shop.example.net", "shop.example.net"]
    live = limits["limit-sites-3000"]["statement"]["rateBasedStatement"]
    assert asked_hosts(live["scopeDownStatement"]) == ["live.shop.example.net"]
    assert "limit-all" not in limits
    alarms = {r.name: r.inputs for r in of_type(resources, ALARM)}
    assert alarms["edge-limit-4000"]["dimensions"]["Rule"] == "limit-sites-4000"
    assert (alarms["edge-limit-4000"]["threshold"], alarms["edge-limit-3000"]["threshold"]) == (4000, 3000)


def test_sites_with_the_same_limit_share_a_rule_that_counts_each_host_by_itself() -> None:
    resources = edge(changed("web", requests_per_ip=3000))
    together = rules(resources)["limit-sites-3000"]["statement"]["rateBasedStatement"]
    assert {"www.shop.example.net", "live.shop.example.net"} < set(asked_hosts(together["scopeDownStatement"]))
    assert together["aggregateKeyType"] == "CUSTOM_KEYS"
    address, host = together["customKeys"]
    assert address == {"ip": {}}
    assert (host["header"]["name"], host["header"]["textTransformations"][0]["type"]) == ("host", "LOWERCASE")
    assert (
        "web, live"
        in next(r for r in of_type(resources, ALARM) if r.name == "edge-limit-3000").inputs["alarmDescription"]
    )


def test_bots_are_kept_out_of_pages_but_search_engines_come_in() -> None:
    (statement,) = (
        rule["statement"]["managedRuleGroupStatement"]
        for name, rule in rules(edge()).items()
        if name == "AWSManagedRulesBotControlRuleSet"
    )
    # Not the API: apps are bots too
    assert asked_hosts(statement["scopeDownStatement"]) == ["www.shop.example.net", "shop.example.net"]
    counted = {override["name"]: override["actionToUse"] for override in statement["ruleActionOverrides"]}
    assert "CategorySearchEngine" not in counted  # it spares those that AWS has verified
    assert set(map(str, counted.values())) == {"{'count': {}}"}


def test_nobody_pays_for_bot_rules_that_no_site_wants() -> None:
    assert "AWSManagedRulesBotControlRuleSet" not in rules(edge(changed("web", bots_filtered=False)))


def test_parameters_of_campaigns_reach_the_service_and_name_no_page() -> None:
    resources = edge()
    pages = next(r for r in of_type(resources, "aws:cloudfront/cachePolicy:CachePolicy") if r.name == "edge-pages")
    key = pages.inputs["parametersInCacheKeyAndForwardedToOrigin"]
    assert key["queryStringsConfig"] == {
        "queryStringBehavior": "allExcept",
        "queryStrings": {"items": ["utm_source", "gclid"]},
    }
    behavior = site(resources, "web").inputs["defaultCacheBehavior"]
    assert behavior["originRequestPolicyId"] == "216adef6-5c7f-47e4-b989-5492eafa07d3"  # all of the viewer


def test_more_ignored_parameters_than_cloudfront_takes_are_refused() -> None:
    with pytest.raises(ValueError, match="ignored_query must have at most 10 names, got 11"):
        edge(lambda args: replace(args, ignored_query=tuple(f"p{number}" for number in range(11))))


def test_sites_share_the_functions_and_only_some_read_the_store() -> None:
    resources = edge()
    store = only(resources, STORE)
    functions = {r.name: r for r in of_type(resources, FUNCTION)}
    assert set(functions) == {"edge-variants", "edge-visitor", "edge-client-ip", "edge-index", "edge-queue"}
    reading = {
        name
        for name, r in functions.items()
        if store.urn in r.property_dependencies.get("keyValueStoreAssociations", ())
    }
    assert reading == {"edge-variants", "edge-index", "edge-queue"}
    associations = site(resources, "web").inputs["defaultCacheBehavior"]["functionAssociations"]
    assert [each["eventType"] for each in associations] == ["viewer-request", "viewer-response"]
    assert len(site(resources, "api").inputs["defaultCacheBehavior"]["functionAssociations"]) == 1


def test_switching_an_experiment_off_changes_data_and_no_function() -> None:
    def off(args: EdgeArgs) -> EdgeArgs:
        web = args.sites[0]
        return replace(
            args, sites=(replace(web, experiments=(replace(web.experiments[0], enabled=False),)), *args.sites[1:])
        )

    on_, off_ = edge(), edge(off)
    assert [r.inputs for r in of_type(on_, FUNCTION)] == [r.inputs for r in of_type(off_, FUNCTION)]
    key = "experiments/www.shop.example.net"
    assert json.loads(data(on_)[key])[0]["variants"] == [["old", 9], ["new", 1]]
    assert json.loads(data(off_)[key]) == []
    names = [{r.name for r in of_type(each, ALARM)} for each in (on_, off_)]
    assert names[0] - names[1] == {"edge-web-experiment"}


def test_the_store_has_what_the_functions_read_and_the_key_is_a_secret() -> None:
    resources = edge()
    values = data(resources)
    assert json.loads(values["room/live.shop.example.net"]) == [
        [1_804_536_000, 1_804_536_600, 1_804_538_400, 500]  # 50,000 at 6,000 a minute
    ]
    assert values["to/promo.shop.example.net/spring"] == "/spring-sale/"
    assert "experiments/shop.example.net" in values  # the alias too
    assert values["admission-key"] == "[secret]"


def test_more_than_the_edge_has_room_for_is_refused() -> None:
    def many(args: EdgeArgs) -> EdgeArgs:
        web = args.sites[0]
        experiments = tuple(replace(web.experiments[0], name=f"layout-{number}") for number in range(20))
        return replace(args, sites=(replace(web, experiments=experiments), *args.sites[1:]))

    with pytest.raises(ValueError, match=r"experiments/www\.shop\.example\.net must have at most 1024"):
        edge(many)


def test_site_of_files_has_no_other_origin_and_a_page_for_what_is_not_there() -> None:
    landing = site(edge(), "landing").inputs
    (origin,) = landing["origins"]
    assert (origin["originId"], origin["originShield"]) == ("files", SHIELD)
    assert "originAccessControlId" in origin
    behavior = landing["defaultCacheBehavior"]
    assert behavior["allowedMethods"] == ["GET", "HEAD"]
    assert "originRequestPolicyId" not in behavior
    assert landing["orderedCacheBehaviors"] == []
    assert landing["defaultRootObject"] == "index.html"
    pages = {
        answer["errorCode"]: (answer["responseCode"], answer["responsePagePath"])
        for answer in landing["customErrorResponses"]
        if "responseCode" in answer
    }
    assert pages == dict.fromkeys((403, 404), (404, "/404.html"))


def test_pages_that_are_sold_live_stand_behind_a_shield() -> None:
    assert site(edge(), "live").inputs["origins"][0]["originShield"] == SHIELD


def test_edge_without_promotion_has_no_store() -> None:
    resources = edge(
        lambda args: replace(args, sites=(Site(name="api", host="api.shop.example.net", cached=False),))
    )
    assert of_type(resources, STORE) == []
    assert [r.name for r in of_type(resources, FUNCTION)] == ["edge-client-ip"]


def _channel(**changes: Any) -> list[Resource]:
    name, args = samples("aws")[Broadcast]
    resources: list[Resource]
    resources, _ = provision(Broadcast, name, lambda: replace(args(), **changes), partial(build_broadcast, AWS))
    return resources


def test_channel_is_watched_and_kept() -> None:
    resources = _channel()
    channel = only(resources, "aws:ivs/channel:Channel")
    assert channel.inputs["latencyMode"] == "LOW"
    assert channel.options["protect"] is True
    alarms = {r.inputs["metricName"]: r.inputs for r in of_type(resources, ALARM)}
    assert alarms["ConcurrentViews"]["threshold"] == 12_000
    assert alarms["IngestFramerate"]["comparisonOperator"] == "LessThanThreshold"
    assert alarms["IngestFramerate"]["treatMissingData"] == "notBreaching"  # nobody sends most of the time


def test_channel_of_a_disposable_stack_can_be_destroyed() -> None:
    assert "protect" not in only(_channel(deletion_protected=False), "aws:ivs/channel:Channel").options
