"""Commands of the base room."""
