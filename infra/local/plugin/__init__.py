"""The local cloud as provider plugins of the real Pulumi engine: `floodgate plugin`."""
