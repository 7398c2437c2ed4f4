"""Pages of the grouping slice."""
