"""Prints the meetings of the demo, written by hand in `examples/content`, in the layouts of many systems."""
