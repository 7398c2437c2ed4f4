"""How long the words of a sheet may be (a slide must stay readable from the back of a hall), and how a proposal moves on."""

from collections.abc import Mapping

TITLE_LIMIT = 80
SUMMARY_LIMIT = 200
TEXT_LIMIT = 400
ITEMS_PER_PART = 12

REASON_LIMIT = 2000
EVIDENCE_LIMIT = 40
MILESTONE_LIMIT = 30
FILE_LIMIT_MB = 10

# Where a proposal may go from where it stands; the first is the usual way on.
TRANSITIONS: Mapping[str, tuple[str, ...]] = {
    "received": ("considering",),
    "considering": ("adopted", "partly", "declined", "received"),
    "adopted": ("under_way", "considering"),
    "partly": ("under_way", "considering"),
    "declined": ("considering",),
    "under_way": ("done", "considering"),
    "done": ("under_way",),
}
DECISIONS = frozenset({"adopted", "partly", "declined"})
ANSWERED = DECISIONS | {"under_way", "done"}
SETTLED = frozenset({"declined", "done"})
_ORDER = ("received", "considering", "partly", "adopted", "under_way", "done")
TONES: Mapping[str, str] = {
    "received": "quiet",
    "considering": "info",
    "adopted": "success",
    "partly": "success",
    "declined": "warning",
    "under_way": "live",
    "done": "success",
}
PUBLIC_STEPS = frozenset(
    {"proposals.received", "proposals.noted", *(f"proposals.now_{status}" for status in TRANSITIONS)}
)


def needs_reason(now: str, to: str) -> bool:
    """Tell whether a change must say why: a refusal, half an adoption, and every step back.

    >>> needs_reason("considering", "declined"), needs_reason("considering", "adopted"), needs_reason("done", "under_way")
    (True, False, True)
    """
    is_back = now == "declined" or (to != "declined" and _ORDER.index(to) < _ORDER.index(now))
    return to in {"declined", "partly"} or is_back


def is_decision(now: str, to: str) -> bool:
    """Tell whether a change is for those who decide; whoever is in charge may only report that work begins or is done.

    >>> is_decision("considering", "adopted"), is_decision("adopted", "under_way")
    (True, False)
    """
    return to in DECISIONS or (to == "considering" and now != "received") or to == "received"
