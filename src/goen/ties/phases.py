"""How long ties are weighed, how long an introduction waits, and what a 1-to-1 is unless the two agree otherwise."""

from datetime import time

INTRODUCTION_DAYS = 30
TAGS_LIMIT = 8
TAG_LENGTH = 20
CONTACT_LIMIT = 200
PLACE_LIMIT = 120
# A 1-to-1 without an agreed time: the third Wednesday of the month, in the lunch break.
MEETING_WEEK, MEETING_WEEKDAY, MEETING_TIME, MEETING_MINUTES = 3, 2, time(12, 15), 30
