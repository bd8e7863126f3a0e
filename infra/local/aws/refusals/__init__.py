"""What AWS would refuse although the emulator takes it. One file for each subject; `judge.py` joins them."""

from infra.local.aws.refusals.judge import refusals

__all__ = ["refusals"]
