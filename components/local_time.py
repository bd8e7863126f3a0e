"""What time it is where a region's customers live."""

from __future__ import annotations

_UTC_OFFSETS = {
    "af-": 2,
    "ap-northeast-": 9,
    "ap-southeast-2": 10,
    "ap-southeast-5": 7,
    "ap-southeast-7": 7,
    "ap-southeast-": 8,
    "ap-east-": 8,
    "ap-south-": 5,
    "ca-west-": -7,
    "ca-": -5,
    "cn-": 8,
    "eu-": 1,
    "il-": 2,
    "me-east-": 4,
    "me-": 3,
    "mx-": -6,
    "na-south-": -6,
    "sa-": -3,
    "us-east-": -5,
    "us-southeast-": -5,
    "us-west-": -8,
}
"""Hours ahead of UTC where most customers of a region live, standard time; the first prefix that fits counts, and
one or two hours off do no harm. Sources, as of 2026-11: AWS General Reference, "AWS Regions"; Alibaba Cloud ECS
documentation, "Regions and zones" (locations)."""


def utc_offset_hours(region: str) -> int:
    """Hours ahead of UTC; a region that is not in the table is treated as if it were at Greenwich."""
    return next((hours for prefix, hours in _UTC_OFFSETS.items() if region.startswith(prefix)), 0)
