"""What the CDN and the load balancer agree on."""

from __future__ import annotations

ORIGIN_TOKEN_HEADER = "x-origin-token"
"""Proves that a request came through this shop's CDN and not through somebody else's domain on the same CDN. DCDN
overwrites what a viewer sends under this name; every public listener rule asks for its value."""
