"""Measurements of the opinion landscape: `python -m bench.opinions [--short] [--only NAME …]`."""
