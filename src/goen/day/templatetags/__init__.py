"""Template tags of the day slice."""
