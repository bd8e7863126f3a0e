"""One stack: `stacks/Pulumi.<environment>-<cloud>.yaml`, an ordinary Pulumi stack file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from components.sms_sender import NumberType
from infra.settings import form
from infra.settings.model import Email, Model, Name
from infra.settings.shop_sites import BroadcastOverride, ExperimentOverride, SiteOverride


class CloudName(StrEnum):
    """Where the stack lives."""

    AWS = "aws"
    ALICLOUD = "alicloud"


class Environment(StrEnum):
    """What the stack is for."""

    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


class Profile(StrEnum):
    """How much a failure may hurt."""

    CHEAP = "cheap"
    """One NAT gateway, no database reader and no cache replica: a lost zone stops the shop."""
    HIGHLY_AVAILABLE = "highly-available"
    """Everything in every zone: a lost zone is not noticed."""


class Lifetime(StrEnum):
    """What `pulumi destroy` may do."""

    DISPOSABLE = "disposable"
    """Destroy deletes everything, data included."""
    PERMANENT = "permanent"
    """Deletion protection on everything that holds data or is reached by customers."""


class StackSection(Model):
    """What this stack is and who answers for it."""

    cloud: CloudName
    """Where the stack lives; the file name says it too."""
    environment: Environment
    """What the stack is for; the file name says it too."""
    profile: Profile
    """How much a failure may hurt. Production is highly available."""
    lifetime: Lifetime
    """What `pulumi destroy` may do. Production is permanent."""
    owner: Email
    """Who answers for the stack; in the tag `owner` of everything."""
    cost_center: Name
    """Who pays; in the tag `cost-center` of everything."""
    domain: Annotated[str, StringConstraints(pattern=form.DOMAIN, max_length=64)]
    """Public domain of the shop in this stack; sites are below it. At most 64 characters: it is the common name of
    the certificate (RFC 5280)."""


class NetworkSection(Model):
    """Addresses and zones of the stack's own network."""

    cidr: str
    """Private IPv4 block, /16 to /19; another one in each stack, so that networks can be joined."""
    zones: list[str] = Field(min_length=2, max_length=4)
    """Zones of the region, in the cloud's own names. Load balancers need two, production three."""


class AccountSection(Model):
    """Facts of the account that the program must know and cannot ask for offline."""

    id: str
    """AWS: 12 digits. Alibaba Cloud: 16 digits."""
    alarm_emails: list[Email] = Field(min_length=1, max_length=10)
    """Who is told when an alarm fires; each gets a mail from both topics to confirm."""
    registry: Annotated[str, StringConstraints(pattern=form.REGISTRY)]
    """Container registry (and namespace) that holds the images of shop.yaml."""
    machine_image: str
    """AWS: SSM parameter of the machine image. Alibaba Cloud: id of the image."""
    zone_id: str | None = None
    """Existing public DNS zone (AWS: hosted zone id; Alibaba Cloud: domain registered with Alidns). Absent: the
    stack creates the zone, and certificates wait until it is delegated."""
    monthly_budget_usd: int | None = Field(default=None, ge=1)
    """People are told before it is reached. AWS only: Alibaba Cloud has no budget resource."""
    certificate_id: Annotated[str, StringConstraints(pattern=form.CERTIFICATE_ID)] | None = None
    """Alibaba Cloud only, required: certificate in Certificate Management Service that covers the domain,
    `*.` it and `*.svc.` it."""
    registry_id: Annotated[str, StringConstraints(pattern=form.REGISTRY_ID)] | None = None
    """Alibaba Cloud only: id of the enterprise registry instance (`cri-...`)."""
    kms_instance_id: Annotated[str, StringConstraints(pattern=form.KMS_INSTANCE_ID)] | None = None
    """Alibaba Cloud only: the account's KMS instance (`kst-...`), which accounts since KMS 3.0 need."""
    cdn_origin_cidrs: list[str] = []
    """Alibaba Cloud only, required: addresses the CDN fetches from (API DescribeDcdnIpInfo)."""
    search_role: bool | None = None
    """AWS only: true makes the role AWSServiceRoleForAmazonOpenSearchService, without which no search cluster
    stands in a network. It exists once for an account, and a second one is refused ("has been taken"): say true in
    one stack of an account where nobody has used OpenSearch yet (docs/account.md)."""
    auditors: list[str] = Field(default=[], max_length=10)
    """Users of this account (AWS: `arn:aws:iam::...:user/...`; Alibaba Cloud: `acs:ram::...:user/...`) who may
    read what is locked and the audit trail, and change nothing. Absent: there is no such role."""
    esa_instance_id: Annotated[str, StringConstraints(pattern=form.ESA_INSTANCE_ID)] | None = None
    """Alibaba Cloud only: plan of Edge Security Acceleration, bought once; waiting rooms need it."""
    esa_cname_zone: Annotated[str, StringConstraints(pattern=form.DOMAIN)] | None = None
    """Alibaba Cloud only: what ESA's console shows behind the host names of the site; waiting rooms need it."""
    """Users of this account (AWS: `arn:aws:iam::...:user/...`; Alibaba Cloud: `acs:ram::...:user/...`) who may
    read what is locked and the audit trail, and change nothing. Absent: there is no such role."""
    vcpus: int | None = Field(default=None, ge=1)
    """vCPU of instances that the cloud has granted the account in this region (its quota). A calendar that needs
    more is refused; absent, the plan only says how many it needs."""


class RetentionSection(Model):
    """How long records and copies are kept, in days."""

    logs_days: int
    """Service logs. AWS CloudWatch knows only certain values."""
    security_logs_days: int
    """Audit trail, network, firewall and access logs; 400 in production covers PCI DSS 10.5.1."""
    backup_days: int = Field(ge=1, le=35)
    """Point-in-time recovery and daily copies."""


class TrafficSection(Model):
    """How much of the traffic in campaigns.yaml this stack gets."""

    share_ratio: float = Field(default=1.0, gt=0, le=1)
    """1 is all of it. Test stacks get what their caps carry, so that a rehearsal there is one in small."""


class ShedSection(Model):
    """What is refused in a flood, so that the rest goes on. Exactly one of `below` and `classes`."""

    below: Name | None = None
    """One of `priorities`: every class after it is refused."""
    classes: list[Name] = []
    """These are refused."""
    retry_after_seconds: int = Field(default=30, ge=1, le=3600)
    """When visitors may ask again."""


class ServiceOverride(Model):
    """What differs from shop.yaml for one service in this stack."""

    min_instances: int | None = Field(default=None, ge=1, le=2000)
    max_instances: int | None = Field(default=None, ge=1, le=2000)
    vcpu: int | None = Field(default=None, ge=1, le=128)
    memory_gib: int | None = Field(default=None, ge=1, le=1024)


class DatabaseOverride(Model):
    """What differs from shop.yaml for one database in this stack."""

    vcpu: int | None = Field(default=None, ge=2, le=128)
    memory_gib: int | None = Field(default=None, ge=4, le=1024)
    readers: int | None = Field(default=None, ge=0, le=14)
    max_readers: int | None = Field(default=None, ge=0, le=14)
    pooled: bool | None = None
    max_connections: int | None = Field(default=None, ge=100, le=100_000)


class CacheOverride(Model):
    """What differs from shop.yaml for one cache in this stack."""

    memory_gib: float | None = Field(default=None, gt=0, le=512)
    shards: int | None = Field(default=None, ge=1, le=32)
    max_shards: int | None = Field(default=None, ge=1, le=32)
    replicas: int | None = Field(default=None, ge=0, le=5)


class TableOverride(Model):
    """What is true of one table in this stack only."""

    warm_reads_rps: int | None = Field(default=None, ge=1)
    """AWS: what it was warmed to. That cannot be lowered, so write it down when a forecast becomes smaller."""
    warm_writes_rps: int | None = Field(default=None, ge=1)


class StreamOverride(Model):
    """What differs from shop.yaml for one stream in this stack."""

    shards: int | None = Field(default=None, ge=1, le=256)
    max_shards: int | None = Field(default=None, ge=1, le=256)


class SearchOverride(Model):
    """What differs from shop.yaml for one search cluster in this stack."""

    vcpu: int | None = Field(default=None, ge=1, le=64)
    memory_gib: int | None = Field(default=None, ge=2, le=512)
    disk_gib: int | None = Field(default=None, ge=20, le=6_000)
    nodes: int | None = Field(default=None, ge=1, le=60)
    dedicated_managers: bool | None = None


class ModelOverride(Model):
    """What differs from shop.yaml for one model in this stack."""

    enabled: bool | None = None
    vcpu: int | None = Field(default=None, ge=1, le=96)
    memory_gib: int | None = Field(default=None, ge=2, le=768)
    min_instances: int | None = Field(default=None, ge=1, le=200)
    max_instances: int | None = Field(default=None, ge=1, le=200)


class MailOverride(Model):
    """What differs from shop.yaml for one sender of mail in this stack."""

    limit_rps: float | None = Field(default=None, gt=0, le=100_000)


class SmsSection(Model):
    """The number that text messages are sent from. AWS only: on Alibaba Cloud no resource makes one."""

    country: Annotated[str, StringConstraints(pattern=form.COUNTRY)]
    """Where the number is from, ISO 3166."""
    number_type: NumberType
    """Kind of number; which ones a country has says the user guide of End User Messaging."""
    registration_id: Annotated[str, StringConstraints(pattern=form.SMS_REGISTRATION)] | None = None
    """The registration of the number, where the country wants one before it gives any (docs/account.md)."""
    monthly_limit_usd: int = Field(ge=1)
    """What the account may spend on text messages in a month."""


class JobOverride(Model):
    """What differs from shop.yaml for one job in this stack."""

    enabled: bool | None = None


class LoadTestSection(Model):
    """A load test of this stack: a generator in a network of its own. Absent: there is none."""

    repository: Annotated[str, StringConstraints(pattern=form.REPOSITORY, max_length=128)]
    """Image of k6, below the registry of the stack."""
    digest: Annotated[str, StringConstraints(pattern=form.DIGEST)]
    """Content digest of the image."""
    campaign: Name
    """Campaign of campaigns.yaml whose busiest part is played, as much of it as the stack gets."""
    minutes: int = Field(default=60, ge=5, le=180)
    """How long it is played."""
    tasks: int = Field(ge=1, le=100)
    """Containers that share the load."""
    cidr: str
    """Private IPv4 block of the generator's own network, /16 to /19."""
    start: Annotated[str, StringConstraints(pattern=form.MOMENT)]
    """From when on it may run, UTC: the agreed window. A stack is refused outside it."""
    end: Annotated[str, StringConstraints(pattern=form.MOMENT)]
    """Until when, UTC."""
    allow_production: bool = False
    """Production is refused without it."""


class StackConfig(Model):
    """The `config:` of a stack file, without the provider's own keys."""

    region: str
    """Region of the stack, in the provider's own key."""
    stack: StackSection
    network: NetworkSection
    account: AccountSection
    retention: RetentionSection
    traffic: TrafficSection = TrafficSection()
    clock: Annotated[str, StringConstraints(pattern=form.MOMENT)] | None = None
    """When the plan is applied, UTC. Absent: now. Given on the command line to see another day's plan."""
    shed: ShedSection | None = None
    """Absent: everything is answered."""
    services: dict[Name, ServiceOverride] = {}
    databases: dict[Name, DatabaseOverride] = {}
    caches: dict[Name, CacheOverride] = {}
    tables: dict[Name, TableOverride] = {}
    streams: dict[Name, StreamOverride] = {}
    searches: dict[Name, SearchOverride] = {}
    models: dict[Name, ModelOverride] = {}
    mails: dict[Name, MailOverride] = {}
    sms: SmsSection | None = None
    """Absent: the stack sends no text messages."""
    jobs: dict[Name, JobOverride] = {}
    load_test: LoadTestSection | None = None
    sites: dict[Name, SiteOverride] = {}
    experiments: dict[Name, ExperimentOverride] = {}
    broadcasts: dict[Name, BroadcastOverride] = {}


class PulumiStackFile(Model):
    """The whole stack file; the keys beside `config` are Pulumi's own."""

    config: dict[str, Any]
    encryptionsalt: str | None = None
    encryptedkey: str | None = None
    secretsprovider: str | None = None
    environment: Any = None
