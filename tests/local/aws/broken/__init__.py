"""Variations of the resources of prod-aws with one thing broken in each, and who notices it."""

from tests.local.aws.broken.balancing import BALANCING
from tests.local.aws.broken.channels import CHANNELS
from tests.local.aws.broken.compute import COMPUTE
from tests.local.aws.broken.data import DATA
from tests.local.aws.broken.documents import DOCUMENTS
from tests.local.aws.broken.edge import EDGE
from tests.local.aws.broken.foundations import FOUNDATIONS
from tests.local.aws.broken.functions import FUNCTIONS
from tests.local.aws.broken.intelligence import INTELLIGENCE
from tests.local.aws.broken.jobs import JOBS
from tests.local.aws.broken.network import NETWORK
from tests.local.aws.broken.operations import OPERATIONS
from tests.local.aws.broken.streams import STREAMS

_PLATFORM = (*FOUNDATIONS, *NETWORK, *BALANCING, *COMPUTE, *DATA, *DOCUMENTS, *OPERATIONS)
BROKEN = (*_PLATFORM, *EDGE, *FUNCTIONS, *STREAMS, *INTELLIGENCE, *CHANNELS, *JOBS)
