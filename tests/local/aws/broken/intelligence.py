"""Search, and the models behind recommendations."""

from __future__ import annotations

from tests.local.aws.broken.data import MISSING_KEY
from tests.local.aws.broken.documents import first
from tests.local.aws.broken.network import GROUP, SUBNET
from tests.local.variation import GONE, Broken, Of

CONFIG = "sagemaker/endpointConfiguration:EndpointConfiguration"
DOMAIN = "opensearch/domain:Domain"
ENDPOINT = "sagemaker/endpoint:Endpoint"
MODEL = "sagemaker/model:Model"
_NODES = "clusterConfig"
_ROLE = "iam/role:Role"
_ROLLING = "deploymentConfig.rollingUpdatePolicy"
_USER = "advancedSecurityOptions.masterUserOptions"
_VARIANT = "productionVariants[0]"

_SEARCH = (
    Broken(type=DOMAIN, name="products-search-domain", at="domainName", value="Products"),
    Broken(type=DOMAIN, name="products-search-domain", at="domainName", value="floodgate-prod-products-search"),
    Broken(type=DOMAIN, name="products-search-domain", at="engineVersion", value="2.19"),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="engineVersion",
        value="OpenSearch_2.99",
        missed="versions come and go faster than any list",
    ),
    Broken(type=DOMAIN, name="products-search-domain", at=f"{_NODES}.dedicatedMasterCount", value=4),
    Broken(type=DOMAIN, name="products-search-domain", at=f"{_NODES}.instanceCount", value=4),
    Broken(type=DOMAIN, name="products-search-domain", at=f"{_NODES}.instanceType", value="r7g.xlarge"),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at=f"{_NODES}.zoneAwarenessConfig.availabilityZoneCount",
        value=4,
    ),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at=f"{_NODES}.zoneAwarenessConfig.availabilityZoneCount",
        value=2,
        blame="vpcOptions.subnetIds",
    ),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at=f"{_NODES}.zoneAwarenessEnabled",
        value=False,
        blame="vpcOptions.subnetIds",
    ),
    Broken(type=DOMAIN, name="products-search-domain", at="vpcOptions.subnetIds", value=lambda ids: ids[:2]),
    Broken(type=DOMAIN, name="products-search-domain", at="vpcOptions.subnetIds[1]", value=Of(SUBNET, "stranger")),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="vpcOptions.securityGroupIds[0]",
        value=Of(GROUP, "stranger"),
    ),
    Broken(type=DOMAIN, name="products-search-domain", at="encryptAtRest.kmsKeyId", value=MISSING_KEY),
    Broken(type=DOMAIN, name="products-search-domain", at="encryptAtRest.enabled", value=False),
    Broken(type=DOMAIN, name="products-search-domain", at="nodeToNodeEncryption.enabled", value=False),
    Broken(type=DOMAIN, name="products-search-domain", at="domainEndpointOptions.enforceHttps", value=False),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="domainEndpointOptions.tlsSecurityPolicy",
        value="Policy-TLS-1-3",
    ),
    Broken(type=DOMAIN, name="products-search-domain", at=f"{_USER}.masterUserArn", value=GONE, blame=_USER),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at=f"{_USER}.masterUserName",
        value="admin",
    ),
    Broken(type=DOMAIN, name="products-search-domain", at="ebsOptions.volumeType", value="ssd"),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="ebsOptions.volumeType",
        value="gp2",
        blame="ebsOptions.throughput",
    ),
    Broken(type=DOMAIN, name="products-search-domain", at="ebsOptions.throughput", value=100),
    Broken(type=DOMAIN, name="products-search-domain", at="ebsOptions.iops", value=1000),
    Broken(type=DOMAIN, name="products-search-domain", at="ebsOptions.volumeSize", value=GONE),
    Broken(type=DOMAIN, name="products-search-domain", at="logPublishingOptions[0].logType", value="AUDIT"),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="logPublishingOptions[1].cloudwatchLogGroupArn",
        value=Of("cloudwatch/logGroup:LogGroup", "logs-orders", "arn"),
    ),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="accessPolicies",
        value=first(Principal={"AWS": "arn:aws:iam::111122223333:role/nobody"}),
    ),
    Broken(
        type=DOMAIN,
        name="products-search-domain",
        at="offPeakWindowOptions.offPeakWindow.windowStartTime.hours",
        value=24,
    ),
)
_MODELS = (
    Broken(type=MODEL, name="recommendation-model-model", at="name", value="recommendation_model"),
    Broken(
        type=MODEL,
        name="recommendation-model-model",
        at="executionRoleArn",
        value="arn:aws:iam::111122223333:role/nobody",
    ),
    Broken(
        type=MODEL, name="recommendation-model-model", at="executionRoleArn", value=Of(_ROLE, "stranger", "arn")
    ),
    Broken(type=MODEL, name="recommendation-model-model", at="primaryContainer.image", value=GONE),
    Broken(type=MODEL, name="recommendation-model-model", at="primaryContainer.mode", value="Many"),
    Broken(
        type=MODEL,
        name="recommendation-model-model",
        at="primaryContainer.modelDataUrl",
        value="model.tar.gz",
    ),
    Broken(
        type=MODEL,
        name="recommendation-model-model",
        at="vpcConfig.subnets[0]",
        value="subnet-0123456789abcdef0",
    ),
    Broken(type=MODEL, name="recommendation-model-model", at="vpcConfig.subnets[1]", value=Of(SUBNET, "stranger")),
    Broken(
        type=MODEL,
        name="recommendation-model-model",
        at="vpcConfig.securityGroupIds[0]",
        value=Of(GROUP, "stranger"),
    ),
    Broken(type=CONFIG, name="recommendation-model-config", at=f"{_VARIANT}.modelName", value="nothing"),
    Broken(type=CONFIG, name="recommendation-model-config", at=f"{_VARIANT}.instanceType", value="m7i.xlarge"),
    Broken(
        type=CONFIG,
        name="recommendation-model-config",
        at=f"{_VARIANT}.instanceType",
        value="ml.m5d.xlarge",
        blame="kmsKeyArn",
    ),
    Broken(
        type=CONFIG,
        name="recommendation-model-config",
        at=f"{_VARIANT}.instanceType",
        value="ml.m99.xlarge",
        missed="which types it sells only the service knows",
    ),
    Broken(type=CONFIG, name="recommendation-model-config", at=f"{_VARIANT}.initialInstanceCount", value=0),
    Broken(
        type=CONFIG,
        name="recommendation-model-config",
        at=f"{_VARIANT}.serverlessConfig",
        value={"maxConcurrency": 5, "memorySizeInMb": 2048},
        blame=f"{_VARIANT}.instanceType",
    ),
    Broken(type=CONFIG, name="recommendation-model-config", at=f"{_VARIANT}.variantName", value="main variant"),
    Broken(
        type=CONFIG,
        name="recommendation-model-config",
        at=f"{_VARIANT}.containerStartupHealthCheckTimeoutInSeconds",
        value=7200,
    ),
    Broken(
        type=CONFIG,
        name="recommendation-model-config",
        at=f"{_VARIANT}.routingConfigs[0].routingStrategy",
        value="ROUND_ROBIN",
    ),
    Broken(type=CONFIG, name="recommendation-model-config", at="kmsKeyArn", value=MISSING_KEY),
    Broken(type=ENDPOINT, name="recommendation-model-endpoint", at="endpointConfigName", value="nothing"),
    Broken(
        type=ENDPOINT,
        name="recommendation-model-endpoint",
        at="deploymentConfig.autoRollbackConfiguration.alarms[0].alarmName",
        value="nothing",
    ),
    Broken(
        type=ENDPOINT,
        name="recommendation-model-endpoint",
        at=f"{_ROLLING}.maximumBatchSize.value",
        value=80,
    ),
    Broken(
        type=ENDPOINT,
        name="recommendation-model-endpoint",
        at=f"{_ROLLING}.maximumBatchSize.type",
        value="PERCENT",
    ),
    Broken(
        type=ENDPOINT, name="recommendation-model-endpoint", at=f"{_ROLLING}.waitIntervalInSeconds", value=7200
    ),
    Broken(
        type=ENDPOINT,
        name="recommendation-model-endpoint",
        at="deploymentConfig.rollingUpdatePolicy",
        value=GONE,
        blame="deploymentConfig.blueGreenUpdatePolicy",
    ),
)
INTELLIGENCE = (*_SEARCH, *_MODELS)
