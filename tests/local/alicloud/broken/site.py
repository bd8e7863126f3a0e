"""The site at the edge (ESA), from its certificate to its waiting room; and the firewall of the CDN."""

from __future__ import annotations

from tests.local.variation import GONE, Broken

BASIC = "esa/httpsBasicConfiguration:HttpsBasicConfiguration"
CACHING = "esa/cacheRule:CacheRule"
CERTIFICATE = "esa/certificate:Certificate"
EVENT = "esa/waitingRoomEvent:WaitingRoomEvent"
EXECUTION = "esa/scheduledPreloadExecution:ScheduledPreloadExecution"
FORCED = "esa/httpsApplicationConfiguration:HttpsApplicationConfiguration"
HOST = "esa/record:Record"
JOB = "esa/scheduledPreloadJob:ScheduledPreloadJob"
ORIGIN = "esa/originRule:OriginRule"
REQUEST = "esa/httpRequestHeaderModificationRule:HttpRequestHeaderModificationRule"
RESPONSE = "esa/httpResponseHeaderModificationRule:HttpResponseHeaderModificationRule"
ROOM = "esa/waitingRoom:WaitingRoom"
RULESET = "esa/wafRuleset:WafRuleset"
SITE = "esa/site:Site"
WAF_DOMAIN = "dcdn/wafDomain:WafDomain"
WAF_POLICY = "dcdn/wafPolicy:WafPolicy"
WAF_RULE = "esa/wafRule:WafRule"
_ADDED = "responseHeaderModifications[0]"
_DROP = "edge-live-drop-20270308-1910"
_LIMIT = "config.rateLimit"
_OPEN = '(http.host eq "live.cn.shop.example.net"'


def off(id_: str) -> str:
    """An id that nothing has."""
    return id_[:-1] + ("1" if id_[-1] == "0" else "0")


SITE_AT_THE_EDGE = (
    Broken(type=SITE, name="edge-esa", at="siteName", value="shop"),
    Broken(type=SITE, name="edge-esa", at="accessType", value="DNS"),
    Broken(type=SITE, name="edge-esa", at="coverage", value="china"),
    Broken(type=SITE, name="edge-esa", at="seoBypass", value="true"),
    Broken(
        type=SITE,
        name="edge-esa",
        at="instanceId",
        value="esa-site-00000000none",
        missed="plans are older than the stack",
    ),
    Broken(type=CERTIFICATE, name="edge-esa", at="siteId", value=off),
    Broken(type=CERTIFICATE, name="edge-esa", at="casId", value="shop-certificate"),
    Broken(type=CERTIFICATE, name="edge-esa", at="casId", value=GONE),
    Broken(type=CERTIFICATE, name="edge-esa", at="createdType", value="upload", blame="certificate"),
    Broken(type=CERTIFICATE, name="edge-esa", at="createdType", value="own"),
    Broken(type=BASIC, name="edge-esa", at="tls13", value="yes"),
    Broken(type=BASIC, name="edge-esa", at="siteId", value=off),
    Broken(type=FORCED, name="edge-esa", at="hsts", value="true"),
    Broken(type=FORCED, name="edge-esa", at="httpsForceCode", value="303"),
    Broken(type=FORCED, name="edge-esa", at="hstsMaxAge", value="1 year"),
    Broken(type=ORIGIN, name="edge-esa", at="originScheme", value="tls"),
    Broken(type=ORIGIN, name="edge-esa", at="originHttpsPort", value="70000"),
    Broken(type=REQUEST, name="edge-esa-token", at="requestHeaderModifications[0].operation", value="set"),
    Broken(type=REQUEST, name="edge-esa-token", at="requestHeaderModifications[0].value", value=GONE),
    Broken(type=REQUEST, name="edge-esa-token", at="requestHeaderModifications[1].name", value="x experiments"),
    Broken(type=REQUEST, name="edge-esa-token", at="rule", value=_OPEN),
    Broken(type=RESPONSE, name="edge-esa-headers", at=f"{_ADDED}.operation", value="replace"),
    Broken(type=RESPONSE, name="edge-esa-headers", at=f"{_ADDED}.value", value=GONE),
    Broken(type=RESPONSE, name="edge-esa-headers", at=f"{_ADDED}.name", value="X-Content-Type-Options:"),
    Broken(type=RESPONSE, name="edge-esa-headers", at="ruleEnable", value="yes"),
    Broken(type=CACHING, name="edge-esa-query", at="edgeCacheMode", value="cache"),
    Broken(type=CACHING, name="edge-esa-query", at="queryStringMode", value="exclude"),
    Broken(type=CACHING, name="edge-esa-query", at="queryString", value=GONE),
    Broken(type=CACHING, name="edge-esa-query", at="rule", value=_OPEN),
    Broken(type=HOST, name="edge-esa-live", at="recordName", value="live.example.org"),
    Broken(type=HOST, name="edge-esa-live", at="recordType", value="ALIAS"),
    Broken(type=HOST, name="edge-esa-live", at="sourceType", value=GONE),
    Broken(type=HOST, name="edge-esa-live", at="recordType", value="TXT", blame="proxied"),
    Broken(type=HOST, name="edge-esa-live", at="hostPolicy", value="follow_viewer"),
    Broken(type=HOST, name="edge-esa-live", at="data.value", value="203.0.113.10"),
    Broken(type=HOST, name="edge-esa-live", at="siteId", value=off),
    Broken(type=RULESET, name="edge-esa-live-limit", at="phase", value="ratelimit"),
    Broken(type=RULESET, name="edge-esa-live-limit", at="siteId", value=off),
    Broken(type=WAF_RULE, name="edge-esa-live-limit", at="phase", value="http_custom"),
    Broken(
        type=WAF_RULE,
        name="edge-esa-live-limit",
        at="config.action",
        value="block",
        missed="which actions a phase has is in no table",
    ),
    Broken(type=WAF_RULE, name="edge-esa-live-limit", at="config.status", value="enabled"),
    Broken(type=WAF_RULE, name="edge-esa-live-limit", at="config.expression", value=_OPEN),
    Broken(type=WAF_RULE, name="edge-esa-live-limit", at=_LIMIT, value=GONE),
    Broken(type=WAF_RULE, name="edge-esa-live-limit", at="rulesetId", value=12345678),
    Broken(type=ROOM, name="edge-live-room", at="queuingMethod", value="lifo"),
    Broken(type=ROOM, name="edge-live-room", at="queuingStatusCode", value="503"),
    Broken(type=ROOM, name="edge-live-room", at="waitingRoomType", value="custom", blame="customPageHtml"),
    Broken(type=ROOM, name="edge-live-room", at="language", value="zh-CN"),
    Broken(type=ROOM, name="edge-live-room", at="newUsersPerMinute", value="many"),
    Broken(type=ROOM, name="edge-live-room", at="hostNameAndPaths[0].domain", value="example.org"),
    Broken(type=ROOM, name="edge-live-room", at="siteId", value=off),
    Broken(type=EVENT, name=_DROP, at="endTime", value="1804532000"),
    Broken(type=EVENT, name=_DROP, at="preQueueStartTime", value=GONE),
    Broken(type=EVENT, name=_DROP, at="preQueueStartTime", value="1804533100"),
    Broken(type=EVENT, name=_DROP, at="startTime", value="2027-03-08T19:10:00Z"),
    Broken(type=EVENT, name=_DROP, at="waitingRoomId", value=off),
    Broken(type=EVENT, name=_DROP, at="queuingMethod", value="queue"),
    Broken(type=JOB, name="edge-live-preload", at="insertWay", value="file"),
    Broken(type=JOB, name="edge-live-preload", at="urlList", value=GONE),
    Broken(type=JOB, name="edge-live-preload", at="urlList", value="/products/espresso-one"),
    Broken(type=EXECUTION, name="edge-live-preload", at="scheduledPreloadJobId", value=off),
    Broken(type=EXECUTION, name="edge-live-preload", at="endTime", value="2027-03-08T16:00:00.000+00:00"),
    Broken(type=EXECUTION, name="edge-live-preload", at="startTime", value="tomorrow"),
    Broken(type=WAF_DOMAIN, name="edge-api-waf", at="domainName", value="nobody.shop.example.net"),
    Broken(type=WAF_POLICY, name="edge-limits-2000", at="defenseScene", value="rate_limit"),
    Broken(type=WAF_POLICY, name="edge-limits-2000", at="policyName", value="edge-limits"),
    Broken(type=WAF_POLICY, name="edge-limits-2000", at="policyType", value="own"),
)
