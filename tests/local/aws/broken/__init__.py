"""Variations of the resources of prod-aws with one thing broken in each, and who notices it."""

from tests.local.aws.broken.balancing import BALANCING
from tests.local.aws.broken.compute import COMPUTE
from tests.local.aws.broken.data import DATA
from tests.local.aws.broken.documents import DOCUMENTS
from tests.local.aws.broken.edge import EDGE
from tests.local.aws.broken.network import NETWORK
from tests.local.aws.broken.operations import OPERATIONS

BROKEN = (*NETWORK, *BALANCING, *COMPUTE, *DATA, *DOCUMENTS, *EDGE, *OPERATIONS)
