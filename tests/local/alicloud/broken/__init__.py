"""Variations of the resources of prod-alicloud, with one thing broken in each."""

from tests.local.alicloud.broken.channels import CHANNELS
from tests.local.alicloud.broken.compute import COMPUTE
from tests.local.alicloud.broken.data import DATA
from tests.local.alicloud.broken.intelligence import INTELLIGENCE
from tests.local.alicloud.broken.network import NETWORK
from tests.local.alicloud.broken.operations import OPERATIONS
from tests.local.alicloud.broken.site import SITE_AT_THE_EDGE

BROKEN = (*NETWORK, *COMPUTE, *DATA, *OPERATIONS, *CHANNELS, *INTELLIGENCE, *SITE_AT_THE_EDGE)
