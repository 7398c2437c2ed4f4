"""Who sits with whom: problem, score, search, bounds, explanation, repair."""
