"""The program: from the stack files to resources, and the offline preview of the same."""
