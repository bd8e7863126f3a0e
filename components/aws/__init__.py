"""AWS: the same file names as beside it in alicloud/, each with the builder of one capability."""
