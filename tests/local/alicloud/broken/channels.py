"""Mail, messages, events, and what is seen of them."""

from __future__ import annotations

from tests.local.alicloud.broken.operations import EXPORT, RUNS, TRIGGER, WORKSPACE
from tests.local.variation import GONE, Broken

BUCKET_EVENTS = "message/serviceEventRule:ServiceEventRule"
BUS_RULE = "eventbridge/rule:Rule"
CLOUD_EVENTS = "cms/eventRule:EventRule"
DASHBOARD = "log/dashboard:Dashboard"
FUNCTION = "fc/v3Function:V3Function"
MACHINES = "log/machineGroup:MachineGroup"
MAIL_DOMAIN = "directmail/domain:Domain"
SENDER = "directmail/mailAddress:MailAddress"
TOPIC = "message/serviceTopic:ServiceTopic"
_SINK = "configuration.sink"


def timer(text: str) -> str:
    """The configuration of a timer with another time."""
    return f'{{"cronExpression": "{text}", "enable": true}}'


CHANNELS = (
    Broken(type=MAIL_DOMAIN, name="news-mail-domain", at="domainName", value="shop"),
    Broken(type=MAIL_DOMAIN, name="news-mail-domain", at="domainName", value=f"{'n' * 45}.example.net"),
    Broken(type=SENDER, name="news-mail-address", at="accountName", value="news.cn.shop.example.net"),
    Broken(type=SENDER, name="news-mail-address", at="accountName", value="shop@letters.cn.shop.example.net"),
    Broken(type=SENDER, name="news-mail-address", at="sendtype", value="bulk"),
    Broken(type=BUS_RULE, name="news-mail-events", at="filterPattern", value='{"type": ["dm:Deliver:Fail"]'),
    Broken(type=BUS_RULE, name="news-mail-events", at="filterPattern", value='{"type": "dm:Deliver:Fail"}'),
    Broken(type=BUS_RULE, name="news-mail-events", at="ruleName", value="r" * 128),
    Broken(type=BUS_RULE, name="news-mail-events", at="status", value="ENABLED"),
    Broken(type=BUS_RULE, name="news-mail-events", at="targets", value=GONE),
    Broken(type=BUS_RULE, name="news-mail-events", at="targets[0].type", value="acs.mns"),
    Broken(
        type=BUS_RULE,
        name="news-mail-events",
        at="targets[0].endpoint",
        value=lambda arn: arn.replace("news-mail", "letters"),
    ),
    Broken(
        type=BUS_RULE, name="news-mail-events", at="targets[0].endpoint", value="floodgate-prod-news-mail-events"
    ),
    Broken(
        type=BUS_RULE,
        name="news-mail-events",
        at="targets[0].deadLetterQueue.arn",
        value=lambda arn: arn.replace("dead", "lost"),
    ),
    Broken(type=BUS_RULE, name="news-mail-events", at="targets[0].pushRetryStrategy", value="RETRY"),
    Broken(type=BUS_RULE, name="news-mail-events", at="targets[0].paramLists[0].form", value="FIXED"),
    Broken(type=BUS_RULE, name="news-mail-events", at="targets[0].paramLists[0].value", value=GONE),
    Broken(type=TOPIC, name="order-events-topic-topic", at="maxMessageSize", value=262_144),
    Broken(type=TOPIC, name="order-events-topic-topic", at="topicName", value="order.events"),
    Broken(type=TOPIC, name="order-events-topic-topic", at="topicType", value="FIFO"),
    Broken(type=BUCKET_EVENTS, name="attachments-scan", at="endpoint.endpointValue", value="nobody"),
    Broken(type=BUCKET_EVENTS, name="attachments-scan", at="endpoint.endpointType", value="mns"),
    Broken(type=BUCKET_EVENTS, name="attachments-scan", at="eventTypes", value=[]),
    Broken(type=BUCKET_EVENTS, name="attachments-scan", at="eventTypes[0]", value="PutObject"),
    Broken(
        type=BUCKET_EVENTS,
        name="attachments-scan",
        at="matchRules[0][0].name",
        value="acs:oss:cn-shanghai:1111222233334444:floodgate-none",
    ),
    Broken(type=BUCKET_EVENTS, name="attachments-scan", at="matchRules[0][0].matchState", value="yes"),
    Broken(type=CLOUD_EVENTS, name="backup-failed", at="contactParameters[0].contactGroupName", value="oncall"),
    Broken(type=CLOUD_EVENTS, name="backup-failed", at="contactParameters[0].level", value="1"),
    Broken(type=CLOUD_EVENTS, name="backup-failed", at="eventPattern.levelLists[0]", value="ERROR"),
    Broken(type=CLOUD_EVENTS, name="backup-failed", at="eventPattern.eventTypeLists[0]", value="Failure"),
    Broken(type=CLOUD_EVENTS, name="backup-failed", at="status", value="ON"),
    Broken(type=DASHBOARD, name="dashboard-dashboard", at="charList", value="{charts: []}"),
    Broken(type=DASHBOARD, name="dashboard-dashboard", at="projectName", value="floodgate-prod-nothing"),
    Broken(type=DASHBOARD, name="dashboard-dashboard", at="charList", value=GONE),
    Broken(type=MACHINES, name="catalog-machines", at="identifyType", value="name"),
    Broken(type=MACHINES, name="catalog-machines", at="identifyLists", value=[]),
    Broken(type=MACHINES, name="catalog-machines", at="project", value="floodgate-prod-nothing"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at="jobName", value="Behaviour"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at=f"{_SINK}.bufferSize", value="512"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at=f"{_SINK}.bufferInterval", value="60"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at=f"{_SINK}.compressionType", value="lzo"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at=f"{_SINK}.contentDetail", value="{columns: []}"),
    Broken(type=EXPORT, name="behaviour-lake-delivery", at=f"{_SINK}.contentDetail", value='{"columns": []}'),
    Broken(
        type=EXPORT,
        name="behaviour-lake-delivery",
        at=f"{_SINK}.contentDetail",
        value='{"columns": [{"name": "occurred_ms", "type": "bigint"}]}',
    ),
    Broken(
        type=EXPORT,
        name="behaviour-lake-delivery",
        at=f"{_SINK}.roleArn",
        value="acs:ram::1111222233334444:role/nobody",
    ),
    Broken(type=WORKSPACE, name="analysis-project", at="properties.typeSystem", value="3"),
    Broken(type=WORKSPACE, name="analysis-project", at="properties.sqlMeteringMax", value="plenty"),
    Broken(type=WORKSPACE, name="analysis-project", at="properties.tableLifecycle.type", value="always"),
    Broken(type=FUNCTION, name="segments-function", at="cpu", value=0.33),
    Broken(type=FUNCTION, name="segments-function", at="cpu", value=0.25, blame="memorySize"),
    Broken(type=FUNCTION, name="segments-function", at="memorySize", value=4000),
    Broken(type=FUNCTION, name="segments-function", at="runtime", value="python2.7"),
    Broken(type=FUNCTION, name="segments-function", at="customContainerConfig.port", value=70_000),
    Broken(type=FUNCTION, name="segments-function", at="logConfig.logstore", value="nothing"),
    Broken(type=RUNS, name="segments-runs", at="maxAsyncEventAgeInSeconds", value=700_000),
    Broken(type=TRIGGER, name="segments-start", at="triggerType", value="cron"),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value="0 30 4 * * *"),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value=timer("30 4 * * *")),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value=timer("0 30 25 * * *")),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value=timer("CRON_TZ=Berlin 0 30 4 * * *")),
    Broken(type=TRIGGER, name="segments-start", at="triggerConfig", value=timer("rate(1 day)")),
)
