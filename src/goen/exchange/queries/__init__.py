"""Every read of the exchange slice."""

from goen.exchange.queries.keys import deliveries_of as deliveries_of
from goen.exchange.queries.keys import hooks_of as hooks_of
from goen.exchange.queries.keys import tokens_of as tokens_of
from goen.exchange.queries.reads import board_notes as board_notes
from goen.exchange.queries.reads import boards as boards
from goen.exchange.queries.reads import documents as documents
from goen.exchange.queries.reads import event_dict as event_dict
from goen.exchange.queries.reads import events as events
from goen.exchange.queries.reads import groups as groups
from goen.exchange.queries.reads import plan_dict as plan_dict
from goen.exchange.queries.reads import plan_of as plan_of
from goen.exchange.queries.reads import proposals as proposals
from goen.exchange.queries.reads import roster_rows as roster_rows
from goen.exchange.queries.reads import run_sheet_dict as run_sheet_dict
from goen.exchange.queries.reads import themes as themes
from goen.exchange.queries.reads import voices as voices
