"""How long an answer may be, and from which rating on a day counts as liked."""

TEXT_LIMIT = 1000
SATISFIED_FROM = 4
SCALE = (1, 2, 3, 4, 5)
