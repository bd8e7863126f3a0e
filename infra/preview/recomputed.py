"""Outputs that change whenever the resource changes: what takes one in cannot know its value before `up`."""

from __future__ import annotations

RECOMPUTED: dict[str, frozenset[str]] = {
    "aws:ec2/launchTemplate:LaunchTemplate": frozenset({"latestVersion"}),
    "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": frozenset({"latestVersionNumber"}),
}
"""Pulumi type -> output properties. Source: the computed attributes of the Terraform providers' resources
(aws_launch_template, alicloud_ecs_launch_template) that count their versions."""
