"""Sites of Edge Security Acceleration (ESA), and what is configured for them one by one."""

from __future__ import annotations

from policies.view import View

ESA = "alicloud:esa/site:Site"
ESA_HTTPS = "alicloud:esa/httpsApplicationConfiguration:HttpsApplicationConfiguration"
ESA_TLS = "alicloud:esa/httpsBasicConfiguration:HttpsBasicConfiguration"
ESA_ORIGIN = "alicloud:esa/originRule:OriginRule"
ESA_HEADERS = "alicloud:esa/httpResponseHeaderModificationRule:HttpResponseHeaderModificationRule"
ESA_WAF_RULE = "alicloud:esa/wafRule:WafRule"
ESA_CACHE = "alicloud:esa/cacheRule:CacheRule"


def configured(site: View, type_: str) -> list[View]:
    """The resources of a type that belong to the site."""
    return site.referring(type_, "siteId")
