"""Messages, logs, alarms, backups, secrets, money."""

from __future__ import annotations

import json

from tests.local.variation import GONE, Broken, Of

ALARM = "cloudwatch/metricAlarm:MetricAlarm"
ALIAS = "kms/alias:Alias"
KEY = "kms/key:Key"
LOGS = "cloudwatch/logGroup:LogGroup"
PLAN = "backup/plan:Plan"
QUEUE = "sqs/queue:Queue"
SUBSCRIPTION = "sns/topicSubscription:TopicSubscription"
TOPIC = "sns/topic:Topic"
TRAIL = "cloudtrail/trail:Trail"
NO_QUEUE = "arn:aws:sqs:eu-central-1:111122223333:none"

OPERATIONS = (
    Broken(type=QUEUE, name="support-queue-main", at="visibilityTimeoutSeconds", value=50000),
    Broken(type=QUEUE, name="support-queue-main", at="maxMessageSize", value=2_000_000),
    Broken(
        type=QUEUE,
        name="support-queue-main",
        at="redrivePolicy",
        value=json.dumps({"deadLetterTargetArn": NO_QUEUE, "maxReceiveCount": 5}),
    ),
    Broken(
        type=QUEUE,
        name="support-queue-main",
        at="redrivePolicy",
        value=lambda policy: json.dumps({**json.loads(policy), "maxReceiveCount": 0}),
    ),
    Broken(type=QUEUE, name="support-queue-main", at="name", value="support.queue"),
    Broken(type=QUEUE, name="support-queue-main", at="fifoQueue", value=True, blame="name"),
    Broken(
        type="sqs/redriveAllowPolicy:RedriveAllowPolicy",
        name="support-queue-redrive-allow",
        at="redriveAllowPolicy",
        value='{"redrivePermission": "byQueue"}',
    ),
    Broken(type=TOPIC, name="order-events-topic-topic", at="signatureVersion", value=3),
    Broken(type=TOPIC, name="order-events-topic-topic", at="kmsMasterKeyId", value=Of(KEY, "edge-key-key", "arn")),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="protocol", value="queue"),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="endpoint", value=NO_QUEUE),
    Broken(type=SUBSCRIPTION, name="order-events-topic-to-support", at="filterPolicy", value='{"type": "paid"}'),
    Broken(
        type=SUBSCRIPTION,
        name="order-events-topic-to-support",
        at="topic",
        value="arn:aws:sns:eu-central-1:111122223333:none",
    ),
    Broken(type=SUBSCRIPTION, name="alerts-email-1", at="endpoint", value="oncall"),
    Broken(type=LOGS, name="logs-orders", at="retentionInDays", value=31),
    Broken(type=LOGS, name="logs-orders", at="kmsKeyId", value=Of(KEY, "data-key-key", "arn")),
    Broken(type=LOGS, name="logs-orders", at="name", value="/floodgate/prod/orders and returns"),
    Broken(type=LOGS, name="logs-orders", at="logGroupClass", value="COLD"),
    Broken(
        type="cloudwatch/logMetricFilter:LogMetricFilter", name="audit-root", at="logGroupName", value="/audit"
    ),
    Broken(
        type="cloudwatch/logMetricFilter:LogMetricFilter",
        name="audit-root",
        at="pattern",
        value="{ ($.userIdentity.type = Root }",
    ),
    Broken(type=ALARM, name="audit-root", at="period", value=45),
    Broken(type=ALARM, name="audit-root", at="comparisonOperator", value="GreaterOrEqual"),
    Broken(type=ALARM, name="audit-root", at="treatMissingData", value="ok"),
    Broken(type=ALARM, name="audit-root", at="datapointsToAlarm", value=3),
    Broken(type=ALARM, name="audit-root", at="statistic", value="Mean"),
    Broken(
        type=ALARM,
        name="audit-root",
        at="alarmActions[0]",
        value="arn:aws:sns:eu-central-1:111122223333:none",
    ),
    Broken(
        type="cloudwatch/dashboard:Dashboard", name="dashboard-board", at="dashboardBody", value="{widgets: []}"
    ),
    Broken(type=PLAN, name="backup-plan", at="rules[0].schedule", value="cron(0 18 * * * *)"),
    Broken(type=PLAN, name="backup-plan", at="rules[0].targetVaultName", value="vault"),
    Broken(type=PLAN, name="backup-plan", at="rules[0].completionWindow", value=90),
    Broken(
        type=PLAN,
        name="backup-plan",
        at="rules[0].lifecycle",
        value={"coldStorageAfter": 30, "deleteAfter": 60},
        blame="rules[0].lifecycle.deleteAfter",
    ),
    Broken(
        type="backup/selection:Selection",
        name="backup-sources",
        at="iamRoleArn",
        value=Of("iam/role:Role", "stranger", "arn"),
    ),
    Broken(
        type="backup/vaultLockConfiguration:VaultLockConfiguration",
        name="backup-lock",
        at="maxRetentionDays",
        value=7,
        blame="minRetentionDays",
    ),
    Broken(type=TRAIL, name="audit-trail", at="s3BucketName", value="floodgate-prod-none"),
    Broken(
        type=TRAIL,
        name="audit-trail",
        at="s3BucketName",
        value=Of("s3/bucket:Bucket", "web-assets-bucket", "bucket"),
    ),
    Broken(type=TRAIL, name="audit-trail", at="name", value="floodgate audit"),
    Broken(type=ALIAS, name="data-key-alias", at="name", value="data-key"),
    Broken(type=ALIAS, name="data-key-alias", at="targetKeyId", value="01234567-89ab-cdef-0123-456789abcdef"),
    Broken(type=ALIAS, name="data-key-alias", at="name", value=Of(ALIAS, "secret-key-alias", "name")),
    Broken(type="secretsmanager/secret:Secret", name="callback-key-secret", at="recoveryWindowInDays", value=5),
    Broken(
        type="secretsmanager/secretVersion:SecretVersion",
        name="callback-key-version",
        at="secretString",
        value=GONE,
    ),
    Broken(
        type="secretsmanager/secretRotation:SecretRotation",
        name="core-db-rotation",
        at="rotationRules.scheduleExpression",
        value="rate(1 days)",
    ),
    Broken(type="budgets/budget:Budget", name="budget-monthly", at="limitAmount", value="plenty"),
    Broken(type="budgets/budget:Budget", name="budget-monthly", at="timeUnit", value="WEEKLY"),
    Broken(
        type="budgets/budget:Budget",
        name="budget-monthly",
        at="notifications[0].subscriberEmailAddresses",
        value=GONE,
    ),
    Broken(
        type="costexplorer/anomalySubscription:AnomalySubscription",
        name="budget-anomalies",
        at="frequency",
        value="IMMEDIATE",
    ),
    Broken(
        type=QUEUE, name="support-queue-main", at="tags", value={"aws:owner": "support"}, blame='tags["aws:owner"]'
    ),
    Broken(type=QUEUE, name="support-queue-main", at="visibilityTimeout", value=300),
)
