"""How long a presentation may take and how its timer speaks."""

DEFAULT_MINUTES = 5
# The bell rings once this long before the end, twice at the end.
WARNING_S = 60
SCALE = (1, 2, 3, 4, 5)
MOST_MINUTES = 60
