"""Template tags of the ties slice."""
