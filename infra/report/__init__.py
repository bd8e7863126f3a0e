"""What the rules say about a stack, as text and as files for people, pipelines and auditors."""
