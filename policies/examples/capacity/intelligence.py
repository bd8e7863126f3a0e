"""Search clusters and models that carry a sale, and such that do not."""

from __future__ import annotations

import json

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, Unknown, fails, passes, ref, res, skips, unknown

_SEARCH, _MODEL = "capacity-search-scales", "capacity-model-scales"
_SALE = sale(search_nodes={"products": 6}, model_instances={"tips": 18})
_LATER = sale(prepared=False, search_nodes={"products": 6}, model_instances={"tips": 18})


def _domain(nodes: int | Unknown) -> Res:
    return res(
        "aws:opensearch/domain:Domain",
        "products",
        clusterConfig={"instanceCount": nodes},
        tags={"component": "products-search"},
    )


def _cluster(nodes: int | Unknown) -> Res:
    return res(
        "alicloud:elasticsearch/instance:Instance",
        "products",
        dataNodeConfiguration={"amount": nodes, "spec": "elasticsearch.sn2ne.large"},
        tags={"component": "products-search"},
    )


_ENDPOINT = res(
    "aws:sagemaker/endpoint:Endpoint",
    "tips",
    name="shop-tips",
    endpointConfigName=ref("tips-config"),
    tags={"component": "tips-model"},
)
_CONFIGURATION = res(
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    "tips-config",
    productionVariants=[{"variantName": "main", "modelName": "tips", "initialInstanceCount": 20}],
)


def _target(least: int | Unknown, most: int) -> Res:
    return res(
        "aws:appautoscaling/target:Target",
        "tips-instances",
        scalableDimension="sagemaker:variant:DesiredInstanceCount",
        serviceNamespace="sagemaker",
        resourceId="endpoint/shop-tips/variant/main",
        minCapacity=least,
        maxCapacity=most,
    )


def _service(scaler: dict[str, int] | None, first: int = 3) -> Res:
    told = {"metadata": {"name": "tips", "instance": first}} | ({"autoscaler": scaler} if scaler else {})
    return res(
        "alicloud:pai/service:Service",
        "tips",
        serviceConfig=json.dumps(told),
        tags={"component": "tips-model"},
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_SEARCH, _domain(6), sales=_SALE),
    fails(_SEARCH, _domain(5), says="is 5, products needs 6 at", sales=_SALE),
    fails(_SEARCH, _domain(5), says="products needs 6 at", sales=_LATER),
    unknown(_SEARCH, _domain(UNKNOWN), sales=_SALE),
    skips(_SEARCH, _domain(1)),
    passes(_SEARCH, _cluster(6), sales=_SALE),
    fails(_SEARCH, _cluster(5), says="is 5, products needs 6 at", sales=_SALE),
    unknown(_SEARCH, _cluster(UNKNOWN), sales=_SALE),
    passes(_MODEL, _ENDPOINT, _target(18, 40), _CONFIGURATION, sales=_SALE),
    fails(
        _MODEL, _ENDPOINT, _target(17, 40), _CONFIGURATION, says="`minCapacity` of its Target is 17", sales=_SALE
    ),
    fails(
        _MODEL, _ENDPOINT, _target(3, 17), _CONFIGURATION, says="`maxCapacity` of its Target is 17", sales=_LATER
    ),
    passes(_MODEL, _ENDPOINT, _target(3, 18), _CONFIGURATION, sales=_LATER),
    passes(_MODEL, _ENDPOINT, _CONFIGURATION, sales=_SALE),
    fails(
        _MODEL,
        _ENDPOINT,
        _CONFIGURATION,
        says="which no Target moves, is 20",
        sales=sale(model_instances={"tips": 21}),
    ),
    unknown(_MODEL, _ENDPOINT, _target(UNKNOWN, 40), _CONFIGURATION, sales=_SALE),
    skips(_MODEL, _ENDPOINT, _target(1, 1), _CONFIGURATION),
    passes(_MODEL, _service({"min": 18, "max": 40}), sales=_SALE),
    passes(_MODEL, _service(None, 18), sales=_SALE),
    fails(_MODEL, _service(None), says="is 3, tips needs 18 at", sales=_SALE),
    fails(_MODEL, _service({"min": 3, "max": 40}), says="`autoscaler.min`", sales=_SALE),
    unknown(
        _MODEL,
        res(
            "alicloud:pai/service:Service",
            "tips",
            serviceConfig=UNKNOWN,
            tags={"component": "tips-model"},
        ),
        sales=_SALE,
    ),
)
