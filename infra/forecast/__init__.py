"""From how many came to how many will come: the `base:` block of campaigns.yaml, fitted to hours of the past."""
