"""Writes of the grouping slice."""

from goen.grouping.services.files import forget_earlier, plan_from_file, read_earlier
from goen.grouping.services.plans import make_plan, publish_plan, remake_plan, solve_plan, withdraw_plan
from goen.grouping.services.proofs import prove_plan, start_proof
from goen.grouping.services.repair import mend_plan, note_absences
from goen.grouping.services.rules import add_rule, clear_attendance, remove_rule, set_attendance
from goen.grouping.services.seats import Change, change_seats
from goen.grouping.services.tables import TableFacts, set_tables

__all__ = [
    "Change",
    "TableFacts",
    "add_rule",
    "change_seats",
    "clear_attendance",
    "forget_earlier",
    "make_plan",
    "mend_plan",
    "note_absences",
    "plan_from_file",
    "prove_plan",
    "publish_plan",
    "read_earlier",
    "remake_plan",
    "remove_rule",
    "set_attendance",
    "set_tables",
    "solve_plan",
    "start_proof",
    "withdraw_plan",
]
