"""Readers of what has several shapes: twins with other properties, and chains of resources."""
