"""Rules about events, functions, models and sites: what must still be taken, and what no variation touches."""

from __future__ import annotations

import json

import pytest

from tests.local.alicloud.made import ACCOUNT, REGION, add, empty, refused

FUNCTION = "fc/v3Function:V3Function"
HOST = "esa/record:Record"
MODEL = "pai/service:Service"
RULE = "eventbridge/rule:Rule"
TRIGGER = "fc/v3Trigger:V3Trigger"
EXPORT = "sls/ossExportSink:OssExportSink"


@pytest.fixture
def cloud():
    """A simulator with a site, a queue and a network."""
    cloud = empty()
    add(
        cloud,
        "esa/site:Site",
        accessType="NS",
        siteName="shop.example.net",
        instanceId="esa-site-1",
        coverage="domestic",
    )
    add(cloud, "message/serviceQueue:ServiceQueue", queueName="mails")
    return cloud


@pytest.mark.parametrize(
    ("cpu", "memory", "blamed"),
    [
        (1, 4096, []),
        (0.05, 128, []),
        (0.35, 512, []),
        (0.35, 256, ["memorySize"]),
        (1, 4160, ["memorySize"]),
        (0.33, 512, ["cpu"]),
        (1, 2000, ["memorySize"]),
    ],
)
def test_processors_and_memory_go_together(cloud, cpu, memory, blamed):
    found = refused(
        cloud, FUNCTION, functionName="f", runtime="python3.12", handler="a.b", cpu=cpu, memorySize=memory
    )
    assert list(found) == blamed


@pytest.mark.parametrize(
    ("when", "fine"),
    [
        ("0 30 4 * * *", True),
        ("CRON_TZ=Asia/Shanghai 0 0/15 8-20 ? JAN,FEB MON-FRI", True),
        ("@every 5m", True),
        ("@every 0m", False),
        ("@daily", False),
        ("0 0/0 4 * * *", False),
        ("0 30 4 32 * *", False),
        ("CRON_TZ=Shanghai 0 30 4 * * *", False),
    ],
)
def test_times_of_functions(cloud, when, fine):
    add(cloud, FUNCTION, functionName="f", runtime="python3.12", handler="a.b")
    config = json.dumps({"cronExpression": when, "enable": True, "payload": ""})
    trigger = {"functionName": "f", "triggerName": "t", "triggerType": "timer", "qualifier": "LATEST"}
    assert (refused(cloud, TRIGGER, **trigger, triggerConfig=config) == {}) is fine


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        ({"type": ["dm:Deliver:Fail"], "data": {"size": [{"numeric": [">", 5]}]}}, True),
        ({"type": "dm:Deliver:Fail"}, False),
        ({"data": {"account": "shop@example.net"}}, False),
        ([], False),
    ],
)
def test_patterns(cloud, pattern, fine):
    endpoint = f"acs:mns:{REGION}:{ACCOUNT}:queues/mails"
    target = {"targetId": "queue", "type": "acs.mns.queue", "endpoint": endpoint, "paramLists": []}
    target["paramLists"] = [{"resourceKey": "Body", "form": "ORIGINAL"}]
    rule = {"eventBusName": "default", "ruleName": "r", "filterPattern": json.dumps(pattern), "targets": [target]}
    assert (refused(cloud, RULE, **rule) == {}) is fine
    target["endpoint"] = endpoint.replace("mails", "letters")
    assert "targets[0].endpoint" in refused(cloud, RULE, **rule)


def service(**changes):
    told = {"metadata": {"name": "model_1", "instance": 1}, "containers": [{"image": "shop/model", "port": 8080}]}
    return json.dumps(told | changes)


@pytest.mark.parametrize(
    ("changes", "fine"),
    [
        ({}, True),
        ({"containers": [], "processor": "tensorflow_gpu_1.12"}, True),
        ({"cloud": {"computing": {"instances": [{"type": "ecs.c8i.xlarge"}]}}}, True),
        ({"cloud": {"computing": {"instances": [{"type": "c8i"}]}}}, False),
        ({"cloud": 5, "containers": "x"}, True),
        ({"metadata": []}, False),
    ],
)
def test_what_a_model_service_is_told(cloud, changes, fine):
    assert (refused(cloud, MODEL, serviceConfig=service(**changes)) == {}) is fine


def test_a_model_stands_in_one_network(cloud):
    vpcs = [add(cloud, "vpc/network:Network", name, cidrBlock="10.0.0.0/16").id for name in ("a", "b")]
    place = {"cidrBlock": "10.0.0.0/24", "zoneId": f"{REGION}-l"}
    switch = add(cloud, "vpc/switch:Switch", vpcId=vpcs[0], **place).id
    for vpc, fine in zip(vpcs, (True, False), strict=True):
        networking = {"vpc_id": vpc, "vswitch_id": switch}
        config = service(cloud={"networking": networking})
        assert (refused(cloud, MODEL, serviceConfig=config) == {}) is fine


@pytest.mark.parametrize(
    ("kind", "value", "fine"),
    [
        ("CNAME", "origin.example.org", True),
        ("CNAME", "10.0.0.1", False),
        ("A/AAAA", "192.0.2.1,2001:db8::1", True),
        ("A/AAAA", "origin.example.org", False),
    ],
)
def test_hosts_of_a_site(cloud, kind, value, fine):
    site = next(iter(cloud.existing.of_type("alicloud:esa/site:Site"))).id
    host = {"siteId": int(site), "recordType": kind, "data": {"value": value}, "sourceType": "Domain"}
    for name, own in (("www.shop.example.net", True), ("shop.example.net", True), ("wwwshop.example.net", False)):
        found = refused(cloud, HOST, recordName=name, **host)
        assert ("data.value" not in found, "recordName" not in found) == (fine, own)


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ('(http.host eq "a") and (http.request.uri.path in {"/(" "/b"})', True),
        ("true", True),
        (r'(http.host eq "a\"b")', True),
        ('(http.host eq "a"', False),
        ('(http.host eq "a)', False),
    ],
)
def test_conditions_close_what_they_open(cloud, expression, fine):
    site = int(next(iter(cloud.existing.of_type("alicloud:esa/site:Site"))).id)
    found = refused(cloud, "esa/cacheRule:CacheRule", siteId=site, rule=expression, ruleName="r")
    assert (found == {}) is fine


@pytest.mark.parametrize(
    ("kind", "detail", "fine"),
    [
        ("json", {"enableTag": True}, True),
        ("parquet", {"columns": [{"name": "a", "type": "int64"}]}, True),
        ("parquet", {"columns": [{"type": "int64"}]}, False),
        ("orc", {"columns": [{"name": "a", "type": "bigint"}]}, False),
        ("orc", [], False),
    ],
)
def test_columns_of_an_export(cloud, kind, detail, fine):
    path = "configuration.sink.contentDetail"
    sink = {"contentType": kind, "contentDetail": json.dumps(detail), "bufferSize": "5", "bufferInterval": "300"}
    sink |= {"bucket": "b", "compressionType": "none", "pathFormatType": "time", "timeZone": "+0800"}
    sink |= {"delaySeconds": "0", "endpoint": "https://oss-cn-shanghai-internal.aliyuncs.com", "pathFormat": "%Y"}
    sink |= {"prefix": "p", "roleArn": "r", "suffix": ""}
    job = {"configuration": {"logstore": "l", "sink": sink, "fromTime": 1, "toTime": 0, "roleArn": "r"}}
    found = refused(cloud, EXPORT, project="p", jobName="job", displayName="job", **job)
    assert (path not in found) is fine
