"""What `pulumi preview --policy-pack policies` runs."""

from pathlib import Path

from pulumi_policy import PolicyPack

from infra.audit.pack import keep_secrets, policies

keep_secrets()
PolicyPack(
    name="floodgate",
    policies=policies(Path(__file__).parent.parent),
)
