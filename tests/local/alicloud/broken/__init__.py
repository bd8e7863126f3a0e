"""Variations of the resources of prod-alicloud, with one thing broken in each."""

from tests.local.alicloud.broken.compute import COMPUTE
from tests.local.alicloud.broken.data import DATA
from tests.local.alicloud.broken.network import NETWORK
from tests.local.alicloud.broken.operations import OPERATIONS

BROKEN = (*NETWORK, *COMPUTE, *DATA, *OPERATIONS)
