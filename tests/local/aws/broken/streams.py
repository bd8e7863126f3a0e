"""What customers do, on its way into the lake: streams, deliveries, catalog, questions."""

from __future__ import annotations

from tests.local.aws.broken.data import MISSING_KEY
from tests.local.variation import GONE, Broken, Of

DATABASE = "glue/catalogDatabase:CatalogDatabase"
DELIVERY = "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
EVENT_STREAM = "kinesis/stream:Stream"
EVENT_TABLE = "glue/catalogTable:CatalogTable"
LOG_STREAM = "cloudwatch/logStream:LogStream"
WORKGROUP = "athena/workgroup:Workgroup"
_S3 = "extendedS3Configuration"
_COLUMNS = f"{_S3}.dataFormatConversionConfiguration"
_SCHEMA = f"{_COLUMNS}.schemaConfiguration"
_RESULTS = "configuration.managedQueryResultsConfiguration"

STREAMS = (
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="kmsKeyId", value=GONE),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="kmsKeyId", value=MISSING_KEY),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="retentionPeriod", value=9000),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.bufferingSize", value=5),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.errorOutputPrefix", value="failed/"),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.bucketArn", value="arn:aws:s3:::nobodys"),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at=f"{_S3}.roleArn",
        value=Of("iam/role:Role", "stranger", "arn"),
    ),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at="kinesisSourceConfiguration.kinesisStreamArn",
        value="arn:aws:kinesis:eu-central-1:111122223333:stream/nothing",
    ),
    Broken(type=EVENT_TABLE, name="behaviour-lake-table", at="databaseName", value="nothing"),
    Broken(type=WORKGROUP, name="analysis-workgroup", at="configuration.bytesScannedCutoffPerQuery", value=1000),
    Broken(
        type=WORKGROUP,
        name="analysis-workgroup",
        at=f"{_RESULTS}.encryptionConfiguration.kmsKey",
        value=MISSING_KEY,
    ),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="shardCount", value=GONE),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="shardCount", value=0),
    Broken(
        type=EVENT_STREAM,
        name="behaviour-stream-stream",
        at="streamModeDetails.streamMode",
        value="ON_DEMAND",
        blame="shardCount",
    ),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="streamModeDetails.streamMode", value="AUTO"),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="name", value="behaviour of visitors"),
    Broken(type=EVENT_STREAM, name="behaviour-stream-stream", at="name", value="s" * 129),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.bufferingSize", value=256),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.bufferingInterval", value=1200),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.compressionFormat", value="GZIP"),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.customTimeZone", value="Europe/Berlim"),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at=f"{_S3}.prefix",
        value="behaviour/!{timestamp:yyyy-MM-dd}/!{customer}/",
    ),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_S3}.kmsKeyArn", value=MISSING_KEY),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at=f"{_S3}.cloudwatchLoggingOptions.logStreamName",
        value="nothing",
    ),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at=f"{_SCHEMA}.tableName", value="nothing"),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at=f"{_COLUMNS}.outputFormatConfiguration.serializer.parquetSerDe.compression",
        value="ZSTD",
    ),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at=f"{_COLUMNS}.outputFormatConfiguration.serializer.orcSerDe",
        value={"compression": "SNAPPY"},
    ),
    Broken(
        type=DELIVERY,
        name="behaviour-lake-delivery",
        at="serverSideEncryption",
        value={"enabled": True, "keyType": "AWS_OWNED_CMK"},
        blame="kinesisSourceConfiguration",
    ),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at="destination", value="s3"),
    Broken(type=DELIVERY, name="behaviour-lake-delivery", at="name", value="behaviour to lake"),
    Broken(type=LOG_STREAM, name="behaviour-lake-delivery", at="name", value="behaviour:lake"),
    Broken(type=LOG_STREAM, name="behaviour-lake-delivery", at="logGroupName", value="/floodgate/none"),
    Broken(type=DATABASE, name="analysis-catalog", at="name", value="Analysis"),
    Broken(type=DATABASE, name="analysis-catalog", at="name", value="a" * 256),
    Broken(type=EVENT_TABLE, name="behaviour-lake-table", at="name", value="Behaviour"),
    Broken(type=EVENT_TABLE, name="behaviour-lake-table", at="storageDescriptor.columns[0].name", value="c" * 256),
    Broken(type=WORKGROUP, name="analysis-workgroup", at="name", value="analysis of events"),
    Broken(type=WORKGROUP, name="analysis-workgroup", at="state", value="ON"),
    Broken(
        type=WORKGROUP,
        name="analysis-workgroup",
        at="configuration.resultConfiguration",
        value={"outputLocation": "s3://results/"},
        blame="configuration.resultConfiguration.outputLocation",
    ),
)
