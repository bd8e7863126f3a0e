"""Planned resources of Alibaba Cloud, read for a rehearsal."""
