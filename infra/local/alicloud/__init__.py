"""Alibaba Cloud, simulated in memory: nobody emulates it, so ids, outputs and refusals are made up from tables."""
