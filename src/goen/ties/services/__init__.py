"""Every write of ties."""

from goen.ties.services.introducing import answer_introduction, forget_unanswered, introduce, say_introduced_met
from goen.ties.services.keeping import drop_wish, save_card, set_wish
from goen.ties.services.ledger import Table, write_meetings
from goen.ties.services.pairing import (
    make_round,
    month_of,
    reschedule,
    say_paired_met,
    set_programme,
    third_wednesday,
)

__all__ = [
    "Table",
    "answer_introduction",
    "drop_wish",
    "forget_unanswered",
    "introduce",
    "make_round",
    "month_of",
    "reschedule",
    "save_card",
    "say_introduced_met",
    "say_paired_met",
    "set_programme",
    "set_wish",
    "third_wednesday",
    "write_meetings",
]
