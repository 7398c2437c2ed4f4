"""Template tags of the events slice."""
