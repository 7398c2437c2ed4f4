"""Template tags of the proposals slice."""
