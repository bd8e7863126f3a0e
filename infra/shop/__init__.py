"""Composition: which components the shop consists of and how they are wired, one file per layer."""
