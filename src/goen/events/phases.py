"""What is open now: data, not code, so that the run sheet drives what people may do.

A *deed* is what a person wants to do (``"boards.write"``). Who may do it follows from the role; when, from the event's
status and the kind of the running segment.
"""

from collections.abc import Mapping

ORGANISERS = frozenset({"organiser", "co_organiser"})
TABLE = frozenset({"facilitator", "participant"})
STAFF = ORGANISERS | {"facilitator"}
# Who keeps what people write in order: freezes, hides, gives reasons; never reads the roster.
MODERATORS = STAFF | {"moderator"}
EVERYBODY = MODERATORS | TABLE | {"observer", "decision_maker"}

DEEDS: Mapping[str, frozenset[str]] = {
    "events.see": EVERYBODY,
    "events.plan": ORGANISERS,
    "events.appoint": frozenset({"organiser"}),
    "events.run": ORGANISERS,
    "roster.manage": ORGANISERS,
    "roster.check_in": STAFF,
    "roster.register": EVERYBODY,
    "roster.join": EVERYBODY,
    "roster.walk_in": EVERYBODY,
    "roster.edit_own": TABLE,
    "roster.consent": TABLE,
    "grouping.manage": ORGANISERS,
    "grouping.see": EVERYBODY,
    "boards.see": EVERYBODY,
    "boards.write": STAFF | TABLE,
    "boards.moderate": MODERATORS,
    "opinions.manage": ORGANISERS,
    "opinions.answer": EVERYBODY,
    "pitches.manage": ORGANISERS,
    "pitches.score": EVERYBODY,
    "voices.write": TABLE,
    "voices.manage": ORGANISERS,
    "proposals.write": STAFF | TABLE,
    "proposals.correct": ORGANISERS,
    "proposals.receive": ORGANISERS,
    "proposals.follow": ORGANISERS | {"decision_maker"},
    "proposals.decide": ORGANISERS | {"decision_maker"},
    "proposals.publish": ORGANISERS,
    "reports.make": ORGANISERS,
    "ties.see": ORGANISERS,
    "ties.manage": ORGANISERS,
    "prelude.see": EVERYBODY,
    "prelude.answer": TABLE,
    "prelude.manage": ORGANISERS,
    "dashboards.see": ORGANISERS | {"decision_maker", "observer"},
    "questions.see": EVERYBODY,
    "questions.ask": EVERYBODY,
    "questions.answer": EVERYBODY,
    "questions.moderate": MODERATORS,
    "listening.manage": ORGANISERS,
    "records.see": ORGANISERS,
    "exchange.manage": ORGANISERS,
    "records.dispose": frozenset({"organiser"}),
    "assistant.use": ORGANISERS,
    "day.take_part": TABLE,
    "day.call": TABLE,
    "day.show": STAFF | {"observer", "decision_maker"},
}

# Deeds that are open only at certain times: per status, either always (True) or only in the named kinds of segment.
_LIVE_TABLE = frozenset({"icebreak", "discussion", "summary", "break", "talk", "pitch"})
_AFTER_WORK = frozenset({"reflection", "closing", "social"})
_BEFORE_WORK = frozenset({"reception", "opening", "talk", "icebreak"})
TIMES: Mapping[str, Mapping[str, bool | frozenset[str]]] = {
    "prelude.answer": {"planned": True, "registration": True, "live": _BEFORE_WORK},
    "day.call": {"live": True},
    "questions.ask": {"registration": True, "live": True},
    "questions.answer": {"registration": True, "live": True},
    "roster.register": {"registration": True},
    "roster.join": {"registration": True, "live": True, "closed": True},
    "roster.walk_in": {"live": True},
    "roster.edit_own": {"planned": True, "registration": True, "live": True},
    "boards.write": {"live": _LIVE_TABLE},
    "pitches.score": {"live": frozenset({"pitch", "reflection"})},
    "proposals.write": {"live": _LIVE_TABLE | _AFTER_WORK, "closed": False},
    "voices.write": {"live": _AFTER_WORK | {"pitch"}, "closed": True},
}


def is_allowed(role: str | None, deed: str) -> bool:
    """Tell whether a role may ever do a deed; an unknown deed is a programming error (KeyError)."""
    return role is not None and role in DEEDS[deed]


def is_open(deed: str, status: str, segment_kind: str | None) -> bool:
    """Tell whether a deed is open at this moment of the event."""
    times = TIMES.get(deed)
    if times is None:
        return True
    when = times.get(status, False)
    return when if isinstance(when, bool) else segment_kind in when
