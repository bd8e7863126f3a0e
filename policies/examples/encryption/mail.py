"""Mail on its way."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_TLS = "encryption-mail-transport"
_SETTINGS = "aws:sesv2/configurationSet:ConfigurationSet"

_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity"

EXAMPLES: tuple[Example, ...] = (
    passes(_TLS, res(_SETTINGS, configurationSetName="news", deliveryOptions={"tlsPolicy": "REQUIRE"})),
    fails(_TLS, res(_SETTINGS, configurationSetName="news", deliveryOptions={"tlsPolicy": "OPTIONAL"})),
    fails(_TLS, res(_SETTINGS, configurationSetName="news"), says="OPTIONAL"),
    passes(_TLS, res(_IDENTITY, emailIdentity="shop.example.net", configurationSetName="news")),
    fails(_TLS, res(_IDENTITY, emailIdentity="shop.example.net"), says="`configurationSetName` is not set"),
    unknown(_TLS, res(_SETTINGS, configurationSetName="news", deliveryOptions={"tlsPolicy": UNKNOWN})),
)
