"""Logs, alarms, messages, the edge, names, backup, audit."""

from __future__ import annotations

from tests.local.alicloud.broken.network import SWITCH
from tests.local.variation import GONE, Broken, Of

PROJECT = "log/project:Project"
STORE = "log/store:Store"
LOGTAIL = "log/logTailConfig:LogTailConfig"
COLLECTED = "log/logTailAttachment:LogTailAttachment"
ALERT = "sls/alert:Alert"
EXPORT = "sls/ossExportSink:OssExportSink"
WORKSPACE = "maxcompute/project:Project"
QUEUE = "message/serviceQueue:ServiceQueue"
SUBSCRIPTION = "message/serviceSubscription:ServiceSubscription"
DOMAIN = "dcdn/domain:Domain"
WAF = "dcdn/wafRule:WafRule"
SETTING = "dcdn/domainConfig:DomainConfig"
RECORD = "dns/alidnsRecord:AlidnsRecord"
ALARM = "cms/alarm:Alarm"
CONTACT = "cms/alarmContact:AlarmContact"
BACKUP = "hbr/policy:Policy"
TRAIL = "actiontrail/trail:Trail"
QUERY = "configuration.queryLists[0]"
FUNCTION = "fc/v3Function:V3Function"
RUNS = "fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig"
TRIGGER = "fc/v3Trigger:V3Trigger"

OPERATIONS = (
    Broken(type=FUNCTION, name="segments-function", at="timeout", value=90_000),
    Broken(type=FUNCTION, name="segments-function", at="diskSize", value=1024),
    Broken(type=FUNCTION, name="segments-function", at="functionName", value="1st"),
    Broken(type=FUNCTION, name="segments-function", at="functionName", value="f" * 65),
    Broken(type=FUNCTION, name="segments-function", at="role", value="acs:ram::1111222233334444:role/nobody"),
    Broken(type=FUNCTION, name="segments-function", at="vpcConfig.securityGroupId", value=GONE),
    Broken(type=FUNCTION, name="segments-function", at="customContainerConfig.image", value=GONE),
    Broken(type=RUNS, name="segments-runs", at="maxAsyncRetryAttempts", value=9),
    Broken(
        type=RUNS,
        name="segments-runs",
        at="destinationConfig.onFailure.destination",
        value=lambda arn: arn.replace("segments-dead", "nobody"),
    ),
    Broken(type=TRIGGER, name="segments-start", at="functionName", value="nobody"),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value=GONE),
    Broken(type=PROJECT, name="logs-project", at="projectName", value="floodgate_logs"),
    Broken(type=STORE, name="logs-catalog", at="retentionPeriod", value=4000),
    Broken(type=STORE, name="logs-catalog", at="hotTtl", value=91),
    Broken(type=STORE, name="logs-catalog", at="maxSplitShardCount", value=GONE),
    Broken(type=STORE, name="logs-catalog", at="projectName", value="floodgate-prod-nothing"),
    Broken(type=STORE, name="logs-catalog", at="encryptConf.userCmkInfo.regionId", value="cn-hangzhou"),
    Broken(
        type=STORE,
        name="logs-catalog",
        at="encryptConf.userCmkInfo.arn",
        value=lambda arn: arn.replace("1111222233334444", "9999888877776666"),
    ),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at="configuration.logstore", value="nothing"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at="configuration.sink.bucket", value="nobodys"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at="configuration.sink.contentType", value="avro"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at="configuration.sink.timeZone", value="UTC"),
    Broken(type=WORKSPACE, name="analysis-project", at="projectName", value="floodgate-analysis"),
    Broken(type=WORKSPACE, name="analysis-project", at="properties.encryption.algorithm", value="AES128"),
    Broken(type="log/storeIndex:StoreIndex", name="logs-catalog", at="fullText", value=GONE),
    Broken(type=LOGTAIL, name="catalog-containers", at="inputDetail", value='{"logType": "json_log"}'),
    Broken(type=COLLECTED, name="catalog-containers", at="machineGroupName", value="nobody"),
    Broken(type=ALERT, name="audit-root-login", at=f"{QUERY}.store", value="calls"),
    Broken(type=ALERT, name="audit-root-login", at="schedule.interval", value="15 minutes"),
    Broken(type=ALERT, name="audit-root-login", at="displayName", value="t" * 65),
    Broken(type=ALERT, name="audit-root-login", at="configuration.severityConfigurations[0].severity", value=5),
    Broken(
        type=ALERT,
        name="audit-root-login",
        at=f"{QUERY}.query",
        value="select from",
        missed="only the service parses its queries",
    ),
    Broken(type=QUEUE, name="fulfilment-queue-queue", at="messageRetentionPeriod", value=864000),
    Broken(type=QUEUE, name="fulfilment-queue-queue", at="dlqPolicy.deadLetterTargetQueue", value="nobody"),
    Broken(type=QUEUE, name="fulfilment-queue-queue", at="kmsKeyId", value=GONE),
    Broken(type=QUEUE, name="fulfilment-queue-queue", at="queueName", value="floodgate.fulfilment"),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="endpoint", value="nobody"),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="pushType", value="sqs"),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="topicName", value="nothing"),
    Broken(type=DOMAIN, name="edge-www", at="certId", value=GONE),
    Broken(type=DOMAIN, name="edge-www", at="sources[0].type", value="alb"),
    Broken(type=SETTING, name="edge-www-hsts", at="domainName", value="nobody.shop.example.net"),
    Broken(
        type=SETTING,
        name="edge-www-hsts",
        at="functionName",
        value="hsts",
        missed="names and arguments of functions are in no table",
    ),
    Broken(type=WAF, name="edge-limit-2000-login", at="rateLimit", value=GONE),
    Broken(type=WAF, name="edge-limit-2000-login", at="rateLimit.interval", value=3),
    Broken(type=WAF, name="edge-limit-2000-login", at="conditions", value=GONE),
    Broken(
        type=WAF,
        name="edge-limit-2000-login",
        at="policyId",
        value=Of("dcdn/wafPolicy:WafPolicy", "edge-managed"),
        missed="what each kind of policy refuses is written down for some kinds only",
    ),
    Broken(
        type="dcdn/wafPolicyDomainAttachment:WafPolicyDomainAttachment",
        name="edge-www-waf-limits",
        at="domainName",
        value="nobody.shop.example.net",
    ),
    Broken(type=RECORD, name="edge-www", at="type", value="A", blame="value"),
    Broken(type=RECORD, name="edge-www", at="value", value="203.0.113.10"),
    Broken(type=RECORD, name="edge-www", at="type", value="ALIAS"),
    Broken(type=RECORD, name="edge-www", at="rr", value="www..shop"),
    Broken(type="pvtz/zoneRecord:ZoneRecord", name="private-zone-any", at="ttl", value=61),
    Broken(
        type="pvtz/zoneAttachment:ZoneAttachment",
        name="private-zone-network",
        at="vpcs[0].vpcId",
        value=Of(SWITCH, "network-private-l"),
    ),
    Broken(type=ALARM, name="core-db-cpu", at="contactGroups[0]", value="oncall"),
    Broken(type=ALARM, name="core-db-cpu", at="metricDimensions", value="clusterId=pc-1"),
    Broken(type=ALARM, name="core-db-cpu", at="metricDimensions", value=GONE),
    Broken(type=ALARM, name="core-db-cpu", at="period", value=100),
    Broken(type=ALARM, name="core-db-cpu", at="escalationsCritical.threshold", value="eighty"),
    Broken(type=ALARM, name="core-db-cpu", at="escalationsCritical.comparisonOperator", value="GreaterThan"),
    Broken(type=ALARM, name="core-db-cpu", at="escalationsCritical.statistics", value="Maximum"),
    Broken(type=ALARM, name="core-db-cpu", at="metric", value="CpuUsed", missed="metrics are in no table"),
    Broken(type=CONTACT, name="alerts-oncall-example-net", at="channelsMail", value=GONE),
    Broken(type=CONTACT, name="alerts-oncall-example-net", at="channelsMail", value="oncall"),
    Broken(type=CONTACT, name="alerts-oncall-example-net", at="alarmContactName", value="o" * 41),
    Broken(type="cms/alarmContactGroup:AlarmContactGroup", name="alerts-group", at="contacts[0]", value="nobody"),
    Broken(type="cms/siteMonitor:SiteMonitor", name="domain-probe", at="interval", value="10"),
    Broken(type="cms/siteMonitor:SiteMonitor", name="domain-probe", at="taskName", value="floodgate-domain"),
    Broken(type=BACKUP, name="backup-policy", at="rules[0].schedule", value="daily"),
    Broken(type=BACKUP, name="backup-policy", at="rules[0].vaultId", value="v-nobody"),
    Broken(type="hbr/vault:Vault", name="backup-vault", at="kmsKeyId", value=GONE),
    Broken(
        type="hbr/policyBinding:PolicyBinding",
        name="backup-media-bucket",
        at="sourceType",
        value="OTS",
        blame="dataSourceId",
    ),
    Broken(
        type=TRAIL, name="audit-trail", at="slsProjectArn", value=lambda arn: arn.replace("shanghai", "beijing")
    ),
    Broken(type=TRAIL, name="audit-trail", at="ossBucketName", value="floodgate-audit"),
    Broken(type=TRAIL, name="audit-trail", at="ossWriteRoleArn", value="audit-writer"),
    Broken(
        type="cr/vpcEndpointLinkedVpc:VpcEndpointLinkedVpc",
        name="network-registry",
        at="vswitchId",
        value=Of(SWITCH, "stranger"),
    ),
    Broken(
        type="cr/vpcEndpointLinkedVpc:VpcEndpointLinkedVpc",
        name="network-registry",
        at="instanceId",
        value="shop-registry",
    ),
)
