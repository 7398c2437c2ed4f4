"""Pages of the boards slice."""
