"""Every write of the roster, one function per verb."""

from goen.roster.services.consents import set_consent, set_consents
from goen.roster.services.identity import say_same, take_apart
from goen.roster.services.imports import apply_import, remap_import, undo_import, upload_roster
from goen.roster.services.people import Profile, add_person, admission_of, edit_own, edit_person, register, walk_in
from goen.roster.services.reception import (
    check_in,
    claim_pass,
    record_export,
    renew_link,
    undo_check_in,
)
from goen.roster.services.states import cancel, mark_no_show, promote, restore
from goen.roster.services.terms import set_admission, set_quota

__all__ = [
    "Profile",
    "add_person",
    "admission_of",
    "apply_import",
    "cancel",
    "check_in",
    "claim_pass",
    "edit_own",
    "edit_person",
    "mark_no_show",
    "promote",
    "record_export",
    "register",
    "remap_import",
    "renew_link",
    "restore",
    "say_same",
    "set_admission",
    "set_consent",
    "set_consents",
    "set_quota",
    "take_apart",
    "undo_check_in",
    "undo_import",
    "upload_roster",
    "walk_in",
]
