"""The offline eye: runs the program without an engine and shows what it would create."""
