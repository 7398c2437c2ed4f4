"""Pages of the exchange slice."""
