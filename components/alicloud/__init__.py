"""Alibaba Cloud: the same file names as beside it in aws/, each with the builder of one capability."""
