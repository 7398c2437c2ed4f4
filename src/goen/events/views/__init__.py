"""Pages of the events slice."""
