"""Planned resources of AWS, read for a rehearsal."""
