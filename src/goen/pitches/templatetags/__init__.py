"""Template tags of the pitches slice."""
