"""Functions at the edge and what they read; headers that are added there; logs of it.

Source: CloudFront Developer Guide, "Quotas", "Quotas on CloudFront Functions", "File format for key-value pairs",
"Associate a key value store with a function"; API references of CloudFront and CloudWatch Logs; 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_CODE_BYTES = 10 * 1024
_KEY_CHARACTERS = 512
_VALUE_CHARACTERS = 1024
_EVENTS = ("viewer-request", "viewer-response")
_OF_SECURITY = (
    *("content-security-policy", "referrer-policy", "strict-transport-security"),
    *("x-content-type-options", "x-frame-options", "x-xss-protection"),
)
"""Headers that have a place of their own: "is a security header and cannot be set as custom header"."""
_LISTS = {
    "cookiesConfig": ("cookieBehavior", "cookies"),
    "headersConfig": ("headerBehavior", "headers"),
    "queryStringsConfig": ("queryStringBehavior", "queryStrings"),
}
_CDN_LOGS = ("ACCESS_LOGS", "CONNECTION_LOGS")
_CDN_REGION = "us-east-1"


def function(subject: Subject) -> Iterator[Finding]:
    """Short, and of the second runtime if it reads a store, of which it reads one."""
    length = len(subject.text("code").encode())
    if length > _CODE_BYTES:
        yield subject.finding(
            "code", f"must have at most {_CODE_BYTES} bytes, has {length}", given=f"{length} bytes"
        )
    stores = list(subject.at("keyValueStoreAssociations[]"))
    if len(stores) > 1:
        yield subject.finding("keyValueStoreAssociations", f"must be one store, are {len(stores)}")
    if stores and subject.text("runtime") == "cloudfront-js-1.0":
        yield subject.finding("keyValueStoreAssociations", "needs the runtime cloudfront-js-2.0")


def runs(subject: Subject) -> Iterator[Finding]:
    """A behaviour runs at most one function before a request, and one after an answer."""
    for behaviour in (*subject.parts("defaultCacheBehavior"), *subject.parts("orderedCacheBehaviors[]")):
        seen: set[str] = set()
        for place in behaviour.at("functionAssociations[].eventType"):
            if place.value not in _EVENTS:
                yield behaviour.finding(place, f"must be {' or '.join(_EVENTS)} for a CloudFront function")
            elif str(place.value) in seen:
                yield behaviour.finding(place, "has a function of this behaviour already")
            seen.add(str(place.value))


def data(subject: Subject) -> Iterator[Finding]:
    """Keys and values are short, and no key is there twice."""
    keys: set[str] = set()
    for place in subject.at("resourceKeyValuePairs[].key"):
        if len(str(place.value)) > _KEY_CHARACTERS:
            yield subject.finding(place, f"must have at most {_KEY_CHARACTERS} characters")
        if str(place.value) in keys:
            yield subject.finding(place, "is there already")
        keys.add(str(place.value))
    for place in subject.at("resourceKeyValuePairs[].value"):
        if len(str(place.value)) > _VALUE_CHARACTERS:
            yield subject.finding(
                place,
                f"must have at most {_VALUE_CHARACTERS} characters",
                given=f"{len(str(place.value))} characters",
            )


def cache_key(subject: Subject) -> Iterator[Finding]:
    """What is listed is said, and nothing is listed otherwise."""
    for part in subject.parts("parametersInCacheKeyAndForwardedToOrigin"):
        for config, (behaviour, items) in _LISTS.items():
            lists = part.text(f"{config}.{behaviour}") in ("whitelist", "allExcept")
            if lists != bool(part.get(f"{config}.{items}.items")):
                what = "must be given with" if lists else "must not be given with"
                yield part.finding(f"{config}.{items}", f"{what} {part.text(f'{config}.{behaviour}')}")


def headers(subject: Subject) -> Iterator[Finding]:
    """Headers of security stand where they belong."""
    for place in subject.at("customHeadersConfig.items[].header"):
        if str(place.value).lower() in _OF_SECURITY:
            yield subject.finding(place, "is a header of security", "say it in securityHeadersConfig")


def log_source(subject: Subject) -> Iterator[Finding]:
    """What CloudFront logs, and where that is arranged."""
    if ":cloudfront:" not in subject.text("resourceArn"):
        return
    if subject.text("logType") not in _CDN_LOGS:
        yield subject.finding("logType", f"must be {' or '.join(_CDN_LOGS)} for CloudFront")
    if subject.region not in ("", _CDN_REGION):
        yield subject.finding("region", f"must be {_CDN_REGION} for CloudFront")


def log_destination(subject: Subject) -> Iterator[Finding]:
    """Logs go somewhere; only traces go to X-Ray without being told where."""
    path = "deliveryDestinationConfiguration"
    if subject.text("deliveryDestinationType") != "XRAY" and not subject.get(path):
        yield subject.finding(path, "must be given, unless traces go to X-Ray")


RULES: Rules = {
    "aws:cloudfront/cachePolicy:CachePolicy": (cache_key,),
    "aws:cloudfront/distribution:Distribution": (runs,),
    "aws:cloudfront/function:Function": (function,),
    "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": (data,),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (headers,),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": (log_destination,),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": (log_source,),
}
