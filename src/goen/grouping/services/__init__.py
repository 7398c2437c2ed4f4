"""Writes of the grouping slice."""

from goen.grouping.services.plans import make_plan, publish_plan, remake_plan, solve_plan, withdraw_plan
from goen.grouping.services.repair import mend_plan, note_absences
from goen.grouping.services.rules import add_rule, remove_rule
from goen.grouping.services.seats import Change, change_seats, rename_group

__all__ = [
    "Change",
    "add_rule",
    "change_seats",
    "make_plan",
    "mend_plan",
    "note_absences",
    "publish_plan",
    "remake_plan",
    "remove_rule",
    "rename_group",
    "solve_plan",
    "withdraw_plan",
]
