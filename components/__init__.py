"""Cloud-neutral capabilities: one file each with its arguments, its outputs and its component."""
