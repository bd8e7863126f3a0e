"""Rules that take more than a row in the tables. `RULES` has those of each type, `EVERY` those of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from infra.local.alicloud.case import Case
from infra.local.alicloud.rules import (
    balancer,
    database,
    dns,
    documents,
    events,
    firewall,
    functions,
    inference,
    launch,
    logs,
    monitoring,
    network,
    scaling,
    search,
    site,
    stores,
)
from infra.local.contract import Finding

Rule = Callable[[Case], Iterator[Finding]]

EVERY: tuple[Rule, ...] = (network.zones,)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "alicloud:alb/listener:Listener": (balancer.port,),
    "alicloud:alb/loadBalancer:LoadBalancer": (balancer.two_zones,),
    "alicloud:alb/rule:Rule": (balancer.last_action,),
    "alicloud:cms/alarm:Alarm": (monitoring.dimensions, monitoring.period, monitoring.statistic),
    "alicloud:directmail/mailAddress:MailAddress": (events.sender_domain,),
    "alicloud:dns/alidnsRecord:AlidnsRecord": (dns.value, dns.alone_with_its_name),
    "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": (launch.user_data,),
    "alicloud:ecs/ecsPrefixList:EcsPrefixList": (firewall.entries,),
    "alicloud:ecs/eipAddress:EipAddress": (network.bandwidth,),
    "alicloud:ecs/securityGroupRule:SecurityGroupRule": (firewall.ports, firewall.one_peer),
    "alicloud:elasticsearch/instance:Instance": (database.password, search.allowed, search.nodes),
    "alicloud:esa/cacheRule:CacheRule": (site.expression,),
    "alicloud:esa/httpRequestHeaderModificationRule:HttpRequestHeaderModificationRule": (site.expression,),
    "alicloud:esa/httpResponseHeaderModificationRule:HttpResponseHeaderModificationRule": (site.expression,),
    "alicloud:esa/originRule:OriginRule": (site.expression,),
    "alicloud:esa/record:Record": (site.host,),
    "alicloud:esa/scheduledPreloadExecution:ScheduledPreloadExecution": (site.preload_moments,),
    "alicloud:esa/wafRule:WafRule": (site.expression,),
    "alicloud:esa/waitingRoomEvent:WaitingRoomEvent": (site.event_moments,),
    "alicloud:ess/alarm:Alarm": (scaling.metric,),
    "alicloud:ess/notification:Notification": (scaling.own_target,),
    "alicloud:ess/scalingGroup:ScalingGroup": (scaling.sizes, scaling.distinct_types),
    "alicloud:ess/scalingRule:ScalingRule": (scaling.adjustment, scaling.metric),
    "alicloud:ess/scheduledTask:ScheduledTask": (scaling.task_sizes, scaling.task_times),
    "alicloud:eventbridge/rule:Rule": (events.pattern, events.queues),
    "alicloud:fc/v3Function:V3Function": (functions.sizes,),
    "alicloud:fc/v3Trigger:V3Trigger": (functions.timer,),
    "alicloud:kms/key:Key": (stores.rotation,),
    "alicloud:log/logTailConfig:LogTailConfig": (logs.input_detail,),
    "alicloud:log/store:Store": (logs.hot_days, logs.key_region),
    "alicloud:message/serviceQueue:ServiceQueue": (stores.dead_letters,),
    "alicloud:oss/bucket:Bucket": (stores.lifecycle,),
    "alicloud:oss/bucketAcl:BucketAcl": (stores.not_public,),
    "alicloud:oss/bucketPolicy:BucketPolicy": (documents.bucket_policy,),
    "alicloud:ots/table:Table": (stores.time_to_live, stores.distinct_keys),
    "alicloud:pai/service:Service": (inference.service,),
    "alicloud:polardb/account:Account": (database.password,),
    "alicloud:polardb/cluster:Cluster": (
        database.maintenance_hour,
        database.elasticity,
        database.engine,
        database.standby_zone,
        database.groups,
    ),
    "alicloud:pvtz/zoneRecord:ZoneRecord": (dns.value,),
    "alicloud:ram/policy:Policy": (documents.identity_policy,),
    "alicloud:ram/role:Role": (documents.trust_policy,),
    "alicloud:redis/tairInstance:TairInstance": (
        database.password,
        database.maintenance_span,
        database.class_of_series,
        database.standby_zone,
        database.groups,
    ),
    "alicloud:sls/alert:Alert": (logs.questions,),
    "alicloud:sls/ossExportSink:OssExportSink": (logs.columns,),
    "alicloud:vpc/gatewayEndpoint:GatewayEndpoint": (network.endpoint_service, documents.endpoint_policy),
    "alicloud:vpc/network:Network": (network.network_block,),
    "alicloud:vpc/snatEntry:SnatEntry": (network.snat_addresses,),
    "alicloud:vpc/switch:Switch": (network.switch_block,),
}
