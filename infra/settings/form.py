"""How texts in stacks/ must look: a pattern for the models, and the same in words for messages."""

from __future__ import annotations

CERTIFICATE_ID = r"^[0-9]{1,20}$"
COUNTRY = r"^[A-Z]{2}$"
DATABASE_SCHEMA = r"^[a-z][a-z0-9_]{0,30}$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DIGEST = r"^sha256:[0-9a-f]{64}$"
DOMAIN = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$"
ESA_INSTANCE_ID = r"^(esa-site|sp-xcdn)-[a-z0-9]+$"
HOST_LABEL = r"^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$"
KEY_ATTRIBUTE = r"^[a-z][a-z0-9_]{0,63}$"
KMS_INSTANCE_ID = r"^kst-[a-z0-9]+$"
MAIL_ADDRESS = r"^[a-z0-9]{1,32}$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"
NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME_PATTERN = r"^[A-Za-z0-9*._:/-]*[A-Za-z0-9][A-Za-z0-9*._:/-]*$"
PARAMETER = r"^[A-Za-z][A-Za-z0-9_-]*$"
PRELOAD_PATH = r"^/[A-Za-z0-9._~/-]*(\{product\}[A-Za-z0-9._~/-]*)?$"
QUERY_PARAMETER = r"^[A-Za-z0-9_-]+$"
REGISTRY = r"^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*$"
REGISTRY_ID = r"^cri-[a-z0-9]+$"
REPOSITORY = r"^[a-z0-9]+([._/-][a-z0-9]+)*$"
SMS_REGISTRATION = r"^[A-Za-z0-9_:/-]{1,256}$"
TIME_OF_DAY = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
TIME_ZONE = r"^(UTC|[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+){1,2})$"
URL_PATH = r"^/[A-Za-z0-9._~*?/-]*$"

WORDS = {
    CERTIFICATE_ID: "digits only, the id that Certificate Management Service shows",
    COUNTRY: "two capital letters, ISO 3166, such as DE",
    DATABASE_SCHEMA: "a letter, then lower-case letters, digits and `_`, at most 31 characters",
    DAY: "a day in quotes, YYYY-MM-DD",
    DIGEST: "`sha256:` and 64 hexadecimal digits in lower case",
    DOMAIN: "a domain name in lower case with at least one dot, such as shop.example.net",
    EMAIL: "an e-mail address with a domain in lower case, such as oncall@example.net",
    ESA_INSTANCE_ID: "`esa-site-` or `sp-xcdn-` and lower-case letters or digits",
    HOST_LABEL: "lower-case letters, digits and `-`, at most 32 characters, no dot",
    KEY_ATTRIBUTE: "a letter, then lower-case letters, digits and `_`, at most 64 characters",
    KMS_INSTANCE_ID: "`kst-` and lower-case letters or digits",
    MAIL_ADDRESS: "lower-case letters and digits, at most 32; what stands before the `@`",
    MOMENT: "a day and a time in quotes, YYYY-MM-DD HH:MM",
    NAME: "lower-case words of letters and digits joined by `-`, the first starts with a letter",
    NAME_PATTERN: "a name in which `*` stands for any characters, but not `*` alone",
    PARAMETER: "a letter, then letters, digits, `_` or `-`",
    PRELOAD_PATH: "`/`, then letters, digits and any of . _ ~ - / and at most once {product}",
    QUERY_PARAMETER: "letters, digits, `_` and `-`, without `?`, `=` and `&`",
    REGISTRY: "a host in lower case, then optionally a port and namespaces, without https://",
    REGISTRY_ID: "`cri-` and lower-case letters or digits",
    REPOSITORY: "lower-case words of letters and digits joined by `/`, `-`, `_` or `.`, without a tag",
    SMS_REGISTRATION: "the id or ARN of a registration: letters, digits and any of _ : / -",
    TIME_OF_DAY: "a time of day in quotes, HH:MM",
    TIME_ZONE: "a name of the time zone database, such as Europe/Berlin or Asia/Shanghai, or UTC",
    URL_PATH: "`/`, then letters, digits and any of . _ ~ - / with `*` and `?` as wildcards",
}
"""Every pattern above, as a person would say it."""
