"""Limits of public pages and sizes of what is drawn for them."""

TITLE_LIMIT = 80
LEAD_LIMIT = 200
TEXT_LIMIT = 6000
N_PHOTOS = 24
N_SECTIONS = 30
PHOTO_LIMIT_MB = 20
CARD_WIDTH_PX, CARD_HEIGHT_PX = 1200, 630
# Widths photos are given in, smallest first; the page asks for what its place needs.
PHOTO_WIDTHS_PX = (640, 1280)
N_FEED = 50
