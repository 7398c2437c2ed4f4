"""What listening reaches, as JSON lines: `python -m bench.listening [--short] [--rows jsts,topics,…]`."""
