"""Pages of the opinions slice: those who ask, those who answer."""
