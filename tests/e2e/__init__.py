"""The real Pulumi engine drives the program against the local cloud: `make e2e`. Needs the Pulumi CLI on PATH."""
