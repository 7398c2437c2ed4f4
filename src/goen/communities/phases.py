"""Limits of a community: how long, how many, how often."""

from datetime import timedelta

TITLE_LIMIT = 120
TEXT_LIMIT = 4000
HEADLINE_LENGTH = 40
REASON_LIMIT = 400
N_PINNED = 3
N_OPTIONS = 10
N_FILES = 5
FILE_LIMIT_MB = 10
PAGE_SIZE = 20
# What one member may do in a while: enough for a lively evening, too little for a program.
WRITES = (20, timedelta(minutes=10))
FILES = (20, timedelta(hours=1))
REPORTS = (10, timedelta(hours=1))
# A newcomer without an account may write less on the first day.
NEWCOMER_WRITES = (8, timedelta(minutes=10))
NEWCOMER_FOR = timedelta(days=1)
# New members from one address: a hall shares one.
JOINS = (200, timedelta(minutes=10))
# What its author deleted can be taken back for so long; then it is gone.
KEPT_AFTER_DELETION = timedelta(days=7)
DIGEST_DAYS = {"daily": 1, "weekly": 7}
