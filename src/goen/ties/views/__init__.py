"""Pages of ties: the organiser's, and everybody's own."""
