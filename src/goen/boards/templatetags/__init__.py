"""Template tags of the boards slice."""
