"""Mail, text messages, live video, uploads, and the events that they cause."""

from __future__ import annotations

from tests.local.variation import GONE, Broken, Of

BUS_RULE = "cloudwatch/eventRule:EventRule"
BUS_TARGET = "cloudwatch/eventTarget:EventTarget"
CHANNEL = "ivs/channel:Channel"
EVENTS = "sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"
FROM = "sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes"
IDENTITY = "sesv2/emailIdentity:EmailIdentity"
MAILS = "sesv2/configurationSet:ConfigurationSet"
NUMBER = "pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber"
OPTED_OUT = "pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList"
SCAN = "guardduty/malwareProtectionPlan:MalwareProtectionPlan"
TEXTS = "pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet"
TEXT_EVENTS = "pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination"
_BUS = "eventDestination.eventBridgeDestination.eventBusArn"
_DIMENSION = "eventDestination.cloudWatchDestination.dimensionConfigurations[0]"
_LOG = "cloudwatchLogsDestination"
_NO_TOPIC = "arn:aws:sns:eu-central-1:111122223333:none"

_MAIL = (
    Broken(type=MAILS, name="news-mail-settings", at="configurationSetName", value="news mail"),
    Broken(type=MAILS, name="news-mail-settings", at="configurationSetName", value="n" * 65),
    Broken(type=MAILS, name="news-mail-settings", at="deliveryOptions.tlsPolicy", value="REQUIRED"),
    Broken(type=MAILS, name="news-mail-settings", at="suppressionOptions.suppressedReasons[0]", value="BOUNCED"),
    Broken(type=EVENTS, name="news-mail-bus", at="configurationSetName", value="nothing"),
    Broken(type=EVENTS, name="news-mail-bus", at="eventDestination.matchingEventTypes[0]", value="HARD_BOUNCE"),
    Broken(
        type=EVENTS,
        name="news-mail-bus",
        at=_BUS,
        value="arn:aws:events:eu-central-1:111122223333:event-bus/shop",
    ),
    Broken(
        type=EVENTS,
        name="news-mail-bus",
        at=_BUS,
        value="arn:aws:events:eu-central-1:444455556666:event-bus/shop",
    ),
    Broken(
        type=EVENTS,
        name="news-mail-bus",
        at="eventDestination.snsDestination",
        value=Of("sns/topic:Topic", "alerts-topic", "arn", around=lambda arn: {"topicArn": arn}),
    ),
    Broken(
        type=EVENTS,
        name="news-mail-bus",
        at="eventDestination.eventBridgeDestination",
        value=GONE,
        blame="eventDestination.cloudWatchDestination",
    ),
    Broken(type=EVENTS, name="news-mail-metrics", at=f"{_DIMENSION}.dimensionValueSource", value="TAG"),
    Broken(type=EVENTS, name="news-mail-metrics", at=f"{_DIMENSION}.defaultDimensionValue", value="news mail"),
    Broken(type=IDENTITY, name="news-mail-identity", at="emailIdentity", value="news"),
    Broken(
        type=IDENTITY,
        name="news-mail-identity",
        at="dkimSigningAttributes.nextSigningKeyLength",
        value="RSA_4096_BIT",
    ),
    Broken(
        type=IDENTITY,
        name="news-mail-identity",
        at="dkimSigningAttributes.domainSigningSelector",
        value="news",
    ),
    Broken(type=IDENTITY, name="news-mail-identity", at="configurationSetName", value="nothing"),
    Broken(type=FROM, name="news-mail-mail-from", at="emailIdentity", value="letters.shop.example.net"),
    Broken(type=FROM, name="news-mail-mail-from", at="mailFromDomain", value="bounce.post.shop.example.net"),
    Broken(type=FROM, name="news-mail-mail-from", at="mailFromDomain", value="news.shop.example.net"),
    Broken(type=FROM, name="news-mail-mail-from", at="behaviorOnMxFailure", value="REJECT"),
)
_SMS = (
    Broken(type=TEXTS, name="sms-settings", at="name", value="-texts"),
    Broken(type=TEXTS, name="sms-settings", at="defaultMessageType", value="MARKETING"),
    Broken(type=TEXTS, name="sms-settings", at="defaultSenderId", value="FloodgateShop"),
    Broken(type=OPTED_OUT, name="sms-opted-out", at="name", value="opted out"),
    Broken(type=TEXT_EVENTS, name="sms-events", at="matchingEventTypes[0]", value="TEXT_FAILED"),
    Broken(type=TEXT_EVENTS, name="sms-events", at="matchingEventTypes", value=[]),
    Broken(type=TEXT_EVENTS, name="sms-events", at="eventDestinationName", value="the log"),
    Broken(type=TEXT_EVENTS, name="sms-events", at="configurationSetName", value="nothing"),
    Broken(
        type=TEXT_EVENTS,
        name="sms-events",
        at=f"{_LOG}.logGroupArn",
        value="arn:aws:logs:eu-central-1:111122223333:log-group:/floodgate/none",
    ),
    Broken(
        type=TEXT_EVENTS,
        name="sms-events",
        at=f"{_LOG}.iamRoleArn",
        value="arn:aws:iam::111122223333:role/nobody",
    ),
    Broken(type=TEXT_EVENTS, name="sms-events", at="snsDestination", value={"topicArn": _NO_TOPIC}),
    Broken(type=NUMBER, name="sms-number", at="isoCountryCode", value="Germany"),
    Broken(type=NUMBER, name="sms-number", at="numberType", value="SHORT_CODE"),
    Broken(type=NUMBER, name="sms-number", at="numberType", value="TEN_DLC", blame="isoCountryCode"),
    Broken(type=NUMBER, name="sms-number", at="messageType", value="OTP"),
    Broken(
        type=NUMBER,
        name="sms-number",
        at="messageType",
        value="PROMOTIONAL",
        also={"numberType": "SIMULATOR"},
    ),
    Broken(type=NUMBER, name="sms-number", at="numberCapabilities[0]", value="TEXT"),
    Broken(type=NUMBER, name="sms-number", at="optOutListName", value="nobody"),
)
_REST = (
    Broken(type=CHANNEL, name="stage-channel-video", at="name", value="stage channel"),
    Broken(type=CHANNEL, name="stage-channel-video", at="latencyMode", value="ULTRA_LOW"),
    Broken(type=CHANNEL, name="stage-channel-video", at="type", value="PREMIUM"),
    Broken(
        type=CHANNEL,
        name="stage-channel-video",
        at="recordingConfigurationArn",
        value="arn:aws:ivs:eu-central-1:111122223333:recording-configuration/AbCdEf012345",
    ),
    Broken(type=SCAN, name="attachments-scan", at="protectedResource.s3Bucket.bucketName", value="floodgate-none"),
    Broken(type=SCAN, name="attachments-scan", at="role", value="arn:aws:iam::111122223333:role/nobody"),
    Broken(type=SCAN, name="attachments-scan", at="role", value=Of("iam/role:Role", "stranger", "arn")),
    Broken(type=SCAN, name="attachments-scan", at="actions[0].taggings[0].status", value="ON"),
    Broken(
        type=SCAN,
        name="attachments-scan",
        at="protectedResource.s3Bucket.objectPrefixes",
        value=[f"{number}/" for number in range(6)],
    ),
    Broken(type=BUS_RULE, name="attachments-scanned", at="eventPattern", value='{"source": "aws.guardduty"}'),
    Broken(type=BUS_RULE, name="attachments-scanned", at="eventPattern", value='{"source": []}'),
    Broken(type=BUS_RULE, name="attachments-scanned", at="eventPattern", value='{"detail": {}}'),
    Broken(
        type=BUS_RULE,
        name="attachments-scanned",
        at="eventPattern",
        value='{"detail": {"bucket": [{"starts-with": "floodgate"}]}}',
    ),
    Broken(type=BUS_RULE, name="attachments-scanned", at="eventPattern", value=lambda text: text[:-1]),
    Broken(type=BUS_RULE, name="attachments-scanned", at="eventPattern", value=GONE),
    Broken(type=BUS_RULE, name="attachments-scanned", at="scheduleExpression", value="rate(1 minutes)"),
    Broken(type=BUS_RULE, name="attachments-scanned", at="name", value="attachments scanned"),
    Broken(type=BUS_RULE, name="attachments-scanned", at="state", value="ON"),
    Broken(type=BUS_TARGET, name="attachments-scanned", at="rule", value="nothing"),
    Broken(type=BUS_TARGET, name="attachments-scanned", at="arn", value=_NO_TOPIC),
    Broken(type=BUS_TARGET, name="attachments-scanned", at="arn", value="floodgate-prod-uploads-queue-main"),
    Broken(type=BUS_TARGET, name="attachments-scanned", at="targetId", value="the queue"),
    Broken(
        type=BUS_TARGET,
        name="attachments-scanned",
        at="deadLetterConfig",
        value={"arn": _NO_TOPIC},
        blame="deadLetterConfig.arn",
    ),
    Broken(type=BUS_TARGET, name="news-mail-events", at="retryPolicy.maximumEventAgeInSeconds", value=30),
    Broken(type=BUS_TARGET, name="news-mail-events", at="retryPolicy.maximumRetryAttempts", value=200),
    Broken(type=BUS_TARGET, name="news-mail-events", at="input", value="news", also={"inputPath": "$.detail"}),
    Broken(
        type=BUS_TARGET,
        name="news-mail-events",
        at="inputTransformer",
        value={"inputPaths": {"who": "detail.mail"}, "inputTemplate": '"<who>"'},
        blame="inputTransformer.inputPaths.who",
    ),
)
CHANNELS = (*_MAIL, *_SMS, *_REST)
