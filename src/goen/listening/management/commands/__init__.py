"""Commands Goen itself starts."""
