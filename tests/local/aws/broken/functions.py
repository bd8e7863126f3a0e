"""What runs at the edge, what it reads, what is answered with, and what is logged of it."""

from __future__ import annotations

from tests.local.aws.broken.edge import DISTRIBUTION
from tests.local.variation import GONE, Broken, Of

ACCESS = "cloudfront/originAccessControl:OriginAccessControl"
CACHING = "cloudfront/cachePolicy:CachePolicy"
DATA = "cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive"
DELIVERY = "cloudwatch/logDelivery:LogDelivery"
DESTINATION = "cloudwatch/logDeliveryDestination:LogDeliveryDestination"
FUNCTION = "cloudfront/function:Function"
HEADERS = "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
SOURCE = "cloudwatch/logDeliverySource:LogDeliverySource"
STORE = "cloudfront/keyValueStore:KeyValueStore"
_RUNS = "defaultCacheBehavior.functionAssociations"
_SECURITY = "securityHeadersConfig"

FUNCTIONS = (
    Broken(type=FUNCTION, name="edge-client-ip", at="code", value=lambda code: code + "//" * 5120),
    Broken(type=FUNCTION, name="edge-client-ip", at="name", value="edge client ip"),
    Broken(type=FUNCTION, name="edge-client-ip", at="name", value="f" * 65),
    Broken(
        type=FUNCTION,
        name="edge-index",
        at="runtime",
        value="cloudfront-js-1.0",
        blame="keyValueStoreAssociations",
    ),
    Broken(
        type=FUNCTION,
        name="edge-index",
        at="keyValueStoreAssociations[0]",
        value="arn:aws:cloudfront::111122223333:key-value-store/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(
        type=FUNCTION, name="edge-index", at="keyValueStoreAssociations", value=lambda stores: [*stores, *stores]
    ),
    Broken(type=DISTRIBUTION, name="edge-web", at=f"{_RUNS}[0].eventType", value="origin-request"),
    Broken(type=DISTRIBUTION, name="edge-web", at=f"{_RUNS}[1].eventType", value="viewer-request"),
    Broken(
        type=DISTRIBUTION,
        name="edge-web",
        at=f"{_RUNS}[0].functionArn",
        value="arn:aws:cloudfront::111122223333:function/nothing",
    ),
    Broken(type=STORE, name="edge-data", at="name", value="edge data"),
    Broken(type=STORE, name="edge-data", at="comment", value="c" * 129),
    Broken(
        type=DATA,
        name="edge-data",
        at="keyValueStoreArn",
        value="arn:aws:cloudfront::111122223333:key-value-store/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(type=DATA, name="edge-data", at="resourceKeyValuePairs[1].key", value="k" * 513),
    Broken(type=DATA, name="edge-data", at="resourceKeyValuePairs[1].value", value="v" * 1025),
    Broken(type=DATA, name="edge-data", at="resourceKeyValuePairs[2].key", value="experiments/shop.example.net"),
    Broken(type=ACCESS, name="edge-files", at="signingBehavior", value="sometimes"),
    Broken(type=ACCESS, name="edge-files", at="signingProtocol", value="sigv2"),
    Broken(type=ACCESS, name="edge-files", at="originAccessControlOriginType", value="bucket"),
    Broken(type=CACHING, name="edge-files", at="parametersInCacheKeyAndForwardedToOrigin", value=GONE),
    Broken(
        type=CACHING,
        name="edge-files",
        at="parametersInCacheKeyAndForwardedToOrigin.cookiesConfig.cookieBehavior",
        value="some",
    ),
    Broken(
        type=CACHING,
        name="edge-files",
        at="parametersInCacheKeyAndForwardedToOrigin.headersConfig.headerBehavior",
        value="whitelist",
        blame="parametersInCacheKeyAndForwardedToOrigin.headersConfig.headers",
    ),
    Broken(type=HEADERS, name="edge-headers", at=f"{_SECURITY}.frameOptions.frameOption", value="ALLOW-FROM"),
    Broken(type=HEADERS, name="edge-headers", at=f"{_SECURITY}.referrerPolicy.referrerPolicy", value="none"),
    Broken(type=HEADERS, name="edge-headers", at=f"{_SECURITY}.referrerPolicy.override", value=GONE),
    Broken(type=HEADERS, name="edge-headers", at=_SECURITY, value=GONE, blame="corsConfig"),
    Broken(
        type=HEADERS,
        name="edge-lasting",
        at="customHeadersConfig.items[0].header",
        value="Strict-Transport-Security",
    ),
    Broken(type=SOURCE, name="edge-api-access", at="logType", value="ACCESS"),
    Broken(type=SOURCE, name="edge-api-access", at="name", value="edge api"),
    Broken(type=SOURCE, name="edge-api-access", at="region", value="eu-central-1"),
    Broken(
        type=SOURCE,
        name="edge-api-access",
        at="resourceArn",
        value="arn:aws:cloudfront::111122223333:distribution/E0123456789ABC",
    ),
    Broken(type=DESTINATION, name="edge-access", at="outputFormat", value="csv"),
    Broken(
        type=DESTINATION,
        name="edge-access",
        at="deliveryDestinationConfiguration.destinationResourceArn",
        value="arn:aws:logs:us-east-1:111122223333:log-group:/floodgate/none",
    ),
    Broken(
        type=DESTINATION,
        name="edge-access",
        at="deliveryDestinationConfiguration",
        value=GONE,
    ),
    Broken(type=DELIVERY, name="edge-api-access", at="deliverySourceName", value="nothing"),
    Broken(
        type=DELIVERY,
        name="edge-api-access",
        at="deliveryDestinationArn",
        value=Of("cloudwatch/logGroup:LogGroup", "logs-web", "arn"),
    ),
    Broken(
        type=DELIVERY,
        name="edge-api-access",
        at="recordFields[3]",
        value="bytes",
        missed="which fields a log has only its service tells",
    ),
)
