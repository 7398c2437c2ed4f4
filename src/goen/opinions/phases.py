"""Limits of the opinions slice, and the audiences every installation knows."""

EVENT, PUBLIC, GROUP = "event", "public", "group"

TEXT_LIMIT = 140
# Own statements of one ballot; a hall of three hundred can write enough with this.
MOST_OWN_STATEMENTS = 10
MOST_STATEMENTS = 2_000
# Fewer people than this in a cell are not shown outside (docs/decisions).
LEAST_SHOWN = 3
# Answers after which somebody has "answered" and may see the results that are for voters.
ANSWERS_FOR_RESULTS = 5
# Statements a phone holds ready, so that the next one is there before the network is.
N_AHEAD = 3
# New ballots and statements from one address within ten minutes: a full hall behind one Wi-Fi fits.
MOST_NEW_BALLOTS, MOST_NEW_STATEMENTS, WINDOW_S = 400, 100, 600
IMPORT_LIMIT_MB = 60
REASONS_MOST = 200
