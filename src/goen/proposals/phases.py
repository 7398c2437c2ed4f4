"""How long the words of a sheet may be: a slide must stay readable from the back of a hall."""

TITLE_LIMIT = 80
SUMMARY_LIMIT = 200
TEXT_LIMIT = 400
ITEMS_PER_PART = 12
