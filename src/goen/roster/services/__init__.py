"""Every write of the roster, one function per verb."""

from goen.roster.services.consents import set_consent, set_consents
from goen.roster.services.imports import apply_import, remap_import, undo_import, upload_roster
from goen.roster.services.people import add_person, edit_own, edit_person, register, walk_in
from goen.roster.services.reception import (
    check_in,
    claim_pass,
    renew_link,
    undo_check_in,
)
from goen.roster.services.states import cancel, mark_no_show, promote, restore
from goen.roster.services.terms import set_admission, set_quota

__all__ = [
    "add_person",
    "apply_import",
    "cancel",
    "check_in",
    "claim_pass",
    "edit_own",
    "edit_person",
    "mark_no_show",
    "promote",
    "register",
    "remap_import",
    "renew_link",
    "restore",
    "set_admission",
    "set_consent",
    "set_consents",
    "set_quota",
    "undo_check_in",
    "undo_import",
    "upload_roster",
    "walk_in",
]
