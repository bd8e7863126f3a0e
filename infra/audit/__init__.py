"""Brings what is to be judged to the policies: a plan, a run of the real engine, an export of a stack."""
