"""Who thinks alike, what unites, what divides: votes in, an honest landscape out."""
