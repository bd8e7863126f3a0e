"""One public host name on DCDN, complete: origin, certificate, functions, firewall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_alicloud import dcdn

from components.alicloud.context import AlicloudContext
from components.alicloud.dcdn_functions import Function
from components.alicloud.dcdn_waf import DcdnWaf, protect
from components.alicloud.region import certificate_home, is_mainland
from components.edge import Site
from components.options import extend


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the content comes from, always over TLS."""

    kind: str
    """`domain` or `oss`."""
    host: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class PublicHost:
    """A host name, and what must exist before anybody is sent to it."""

    domain: dcdn.Domain
    ready: list[pulumi.Resource]


def dcdn_domain(
    ctx: AlicloudContext,
    component: str,
    role: str,
    opts: pulumi.ResourceOptions,
    *,
    host: str,
    origin: Origin,
    certificate_id: pulumi.Input[str],
    functions: Sequence[Function],
    waf: DcdnWaf,
    site: Site,
) -> PublicHost:
    """The domain `host`, named `{component}-{role}`; served in the Chinese mainland if the stack stands there, and
    everywhere else otherwise."""
    name = f"{component}-{role}"
    domain = dcdn.Domain(
        name,
        domain_name=host,
        scope="domestic" if is_mainland(ctx.region) else "overseas",
        sources=[{"type": origin.kind, "content": origin.host, "port": 443, "priority": "20", "weight": "10"}],
        ssl_protocol="on",
        cert_type="cas",
        cert_id=certificate_id,
        cert_region=certificate_home(ctx.region),
        tags=ctx.label.tags(component),
        opts=opts,
    )
    configured = _configure(name, domain, functions, opts)
    return PublicHost(
        domain=domain,
        ready=[*configured, *protect(waf, site, name, domain, configured, opts)],
    )


def _configure(
    name: str, domain: dcdn.Domain, functions: Sequence[Function], opts: pulumi.ResourceOptions
) -> list[pulumi.Resource]:
    """One after the other: DCDN refuses a change to a domain that is still working on another one."""
    configured: list[pulumi.Resource] = []
    for function in functions:
        config = dcdn.DomainConfig(
            f"{name}-{function.role}",
            domain_name=domain.domain_name,
            function_name=function.name,
            function_args=[{"arg_name": key, "arg_value": value} for key, value in function.args.items()],
            opts=extend(
                opts,
                depends_on=configured[-1:],
                ignore_changes=["functionArgs"] if function.completed_by_api else None,
            ),
        )
        configured.append(config)
    return configured
