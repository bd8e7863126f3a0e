"""What runs at the edge on AWS: CloudFront functions, put together from the files `edge_*.js`.

Limits, from the CloudFront developer guide, "Quotas on CloudFront Functions", 2026-11: 10 KB of code, one
function of each kind (viewer request, viewer response) for a behaviour, one key-value store for a function. A
read of the store is charged, so functions of sites that need no data read none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pulumi
from pulumi_aws import cloudfront

from components.aws.context import AwsContext
from components.aws.edge_store import ADMISSION_KEY, EXPERIMENTS, REDIRECT, ROOM, edge_store
from components.aws.origin import CLIENT_IP_HEADER
from components.edge import EdgeArgs, Site
from components.errors import InvalidArgument
from components.experiment import EXPERIMENTS_HEADER, VISITOR_COOKIE

_FOLDER = Path(__file__).parent
_RUNTIME = "cloudfront-js-2.0"
_MOST_CODE_BYTES = 10_240
_TURN_COOKIE = "shop_turn"
_IMPORTS = "import cf from 'cloudfront';\nimport crypto from 'crypto';\n"


@dataclass(frozen=True, kw_only=True)
class Code:
    """The code of one function."""

    role: str
    """Part of the logical name; sites with the same role share the function."""
    comment: str
    text: str
    reads_store: bool = False


class EdgeFunctions:
    """The functions of one edge: sites that need the same share one."""

    def __init__(self, ctx: AwsContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> None:
        self._ctx, self._name, self._args, self._opts = ctx, name, args, opts
        self._made: dict[str, cloudfront.Function] = {}
        self._store = edge_store(ctx, name, args, opts)

    def of(self, site: Site) -> list[cloudfront.DistributionDefaultCacheBehaviorFunctionAssociationArgsDict]:
        """What the default behaviour of a site runs."""
        requests = self._function(request_code(site, self._args.domain))
        associations: list[cloudfront.DistributionDefaultCacheBehaviorFunctionAssociationArgsDict] = [
            {"event_type": "viewer-request", "function_arn": requests.arn}
        ]
        if site.experiments:
            answers = self._function(answer_code(self._args.domain))
            associations.append({"event_type": "viewer-response", "function_arn": answers.arn})
        return associations

    def of_origin(self) -> list[cloudfront.DistributionOrderedCacheBehaviorFunctionAssociationArgsDict]:
        """What another behaviour runs whose requests reach a service: otherwise it would believe every visitor's
        claim who he is."""
        return [
            {"event_type": "viewer-request", "function_arn": self._function(client_code(self._args.domain)).arn}
        ]

    def _function(self, code: Code) -> cloudfront.Function:
        if len(code.text.encode()) > _MOST_CODE_BYTES:
            raise InvalidArgument(f"the function {code.role} must have at most {_MOST_CODE_BYTES} bytes")
        if code.role not in self._made:
            self._made[code.role] = cloudfront.Function(
                f"{self._name}-{code.role}",
                comment=code.comment,
                runtime=_RUNTIME,
                code=code.text,
                publish=True,
                key_value_store_associations=[self._store.arn] if code.reads_store and self._store else None,
                tags=self._ctx.label.tags(self._name),
                opts=self._opts,
            )
        return self._made[code.role]


def request_code(site: Site, domain: str) -> Code:
    """What runs on each request of a site."""
    if site.wholly_files:
        return Code(
            role="index",
            comment="Old paths lead to new ones, and a folder is its index",
            text=_joined(domain, "store", "files"),
            reads_store=True,
        )
    parts, steps = ["client"], ["    markClient(event);"]
    if site.waiting_room:
        parts.append("waiting_room")
        steps.append("    var page = await waiting(event, hostOf(event.request));")
        steps.append("    if (page) {\n        return page;\n    }")
    if site.experiments:
        parts += ["visitor", "experiments"]
        steps.append("    await assign(event, hostOf(event.request));")
    if len(parts) == 1:
        return client_code(domain)
    handler = _handler("async function", steps)
    roles = [role for role, wanted in (("queue", site.waiting_room), ("variants", site.experiments)) if wanted]
    return Code(
        role="-".join(roles),
        comment="Tells the origin the viewer's address, and " + " and ".join(roles),
        text="\n".join((_joined(domain, "store", *parts), handler)),
        reads_store=True,
    )


def client_code(domain: str) -> Code:
    """What runs on each request of a site with nothing to decide."""
    return Code(
        role="client-ip",
        comment="Tells the origin the viewer's address",
        text="\n".join((_part("client", domain), _handler("function", ["    markClient(event);"]))),
    )


def _handler(kind: str, steps: Sequence[str]) -> str:
    return "\n".join((f"{kind} handler(event) {{", *steps, "    return event.request;", "}", ""))


def answer_code(domain: str) -> Code:
    """What runs on each answer of a site with experiments."""
    return Code(role="visitor", comment="Gives a new visitor an id", text=_joined(domain, "visitor", "remember"))


def _joined(domain: str, *parts: str) -> str:
    return "\n".join((_IMPORTS, *(_part(part, domain) for part in parts)))


def _part(name: str, domain: str) -> str:
    text = (_FOLDER / f"edge_{name}.js").read_text()
    for key, value in {
        "client_ip_header": CLIENT_IP_HEADER,
        "experiments_header": EXPERIMENTS_HEADER,
        "visitor_cookie": VISITOR_COOKIE,
        "turn_cookie": _TURN_COOKIE,
        "domain": domain,
        "experiments": EXPERIMENTS,
        "room": ROOM,
        "admission_key": ADMISSION_KEY,
        "redirect": REDIRECT,
    }.items():
        text = text.replace(f"{{{{ {key} }}}}", value)
    return text
