"""From chosen notes to a proposal."""
