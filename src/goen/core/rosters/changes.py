"""People of a file against those already on the roster: who is new, who changes, who is left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goen.core.rosters.entries import Entry, Problem
from goen.core.text.kana import kana_key
from goen.core.text.names import match_key, organisation_key

NEW, UPDATED, SAME, SKIPPED = "new", "updated", "same", "skipped"
_PLAIN = ("kana", "department", "title", "mail", "seniority", "note")


@dataclass(frozen=True)
class Known:
    """Somebody already on the roster; fields as in ``Entry``."""

    id: int
    name: str
    kana: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    mail: str = ""
    seniority: str = ""
    note: str = ""
    is_facilitator: bool = False
    wishes: tuple[int, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True)
class Change:
    """What taking one row would do: ``kind`` is new, updated, same or skipped.

    Parameters
    ----------
    known_id : int or None
        Whom it updates, or is the same as.
    fields : tuple of str
        Fields an update changes, in the order of ``Entry``.
    """

    entry: Entry
    kind: str
    known_id: int | None = None
    fields: tuple[str, ...] = ()


def plan_changes(
    entries: Sequence[Entry], known: Sequence[Known], aliases: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Return one change per entry, in order.

    Parameters
    ----------
    entries : sequence of Entry
        People of a file.
    known : sequence of Known
        People on the roster.
    aliases : mapping of str to str, optional
        Organisation key → key of the organisation it is another name of (short names).

    Returns
    -------
    tuple of Change
        Somebody is the same person when name and organisation have the same keys and neither reading nor mail
        contradict; mail, reading, then department choose among several. Only filled cells change anything, and the
        way a known name is written is kept. A second row of the same person in the file is skipped.

    Notes
    -----
    O(entries + known) with few namesakes. Taking the result and planning again gives only "same" and "skipped".
    Deterministic.

    Examples
    --------
    >>> [c.kind for c in plan_changes([Entry(2, "髙橋", organisation="県"), Entry(3, "高橋", organisation="県")], [])]
    ['new', 'skipped']
    """
    planner = _Planner(known, aliases or {})
    return tuple(planner.plan(entry) for entry in entries)


class _Planner:
    """Remembers whom the rows before have already taken."""

    def __init__(self, known: Sequence[Known], aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._known: dict[tuple[str, str], list[Known]] = {}
        self._seen: dict[tuple[str, str], list[Entry]] = {}
        self._taken: dict[int, Entry] = {}
        for person in known:
            self._known.setdefault(self._key(person), []).append(person)

    def plan(self, entry: Entry) -> Change:
        """Return what one row does."""
        if not entry.is_usable:
            return Change(entry, SKIPPED)
        key = self._key(entry)
        twin = next((other for other in self._seen.get(key, []) if _is_same_row(entry, other)), None)
        if twin is not None:
            return _skipped(entry, Problem("roster.row_twice", True, {"other": twin.row}))
        is_namesake = bool(self._seen.setdefault(key, []))
        self._seen[key].append(entry)
        person = self._match(entry, key)
        if person is None:
            return Change(_with(entry, Problem("roster.row_namesake")) if is_namesake else entry, NEW)
        self._taken[person.id] = entry
        if person.is_cancelled:
            return _skipped(entry, Problem("roster.row_cancelled", True), person.id)
        fields = _changed_fields(entry, person)
        if person.name != entry.name and match_key(person.name) == match_key(entry.name) and _differs(entry, person):
            entry = _with(entry, Problem("roster.row_other_form", params={"value": person.name}))
        return Change(entry, UPDATED if fields else SAME, person.id, fields)

    def _key(self, person: Entry | Known) -> tuple[str, str]:
        organisation = organisation_key(person.organisation)
        return match_key(person.name), self._aliases.get(organisation, organisation)

    def _match(self, entry: Entry, key: tuple[str, str]) -> Known | None:
        free = [p for p in self._known.get(key, []) if p.id not in self._taken and not _contradict(entry, p)]
        return max(free, key=lambda person: _closeness(entry, person), default=None)


def _skipped(entry: Entry, problem: Problem, known_id: int | None = None) -> Change:
    return Change(_with(entry, problem), SKIPPED, known_id)


def _with(entry: Entry, problem: Problem) -> Entry:
    return replace(entry, problems=(*entry.problems, problem))


def _differs(entry: Entry, person: Known) -> bool:
    """Tell whether two ways to write a name differ in more than gaps."""
    return "".join(entry.name.split()) != "".join(person.name.split())


def _unlike(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _contradict(entry: Entry, person: Entry | Known) -> bool:
    by_kana = _unlike(kana_key(entry.kana), kana_key(person.kana))
    return by_kana or _unlike(entry.mail.casefold(), person.mail.casefold())


def _is_same_row(entry: Entry, other: Entry) -> bool:
    return not _contradict(entry, other) and not _unlike(match_key(entry.department), match_key(other.department))


def _closeness(entry: Entry, person: Known) -> tuple[int, int]:
    points = 4 * (entry.mail.casefold() == person.mail.casefold() != "")
    points += 2 * (kana_key(entry.kana) == kana_key(person.kana) != "")
    points += match_key(entry.department) == match_key(person.department) != ""
    return points, -person.id


def _changed_fields(entry: Entry, person: Known) -> tuple[str, ...]:
    fields = [name for name in _PLAIN if getattr(entry, name) and getattr(entry, name) != getattr(person, name)]
    if entry.is_facilitator and not person.is_facilitator:
        fields.append("is_facilitator")
    if entry.wishes and entry.wishes != person.wishes:
        fields.append("wishes")
    return tuple(fields)
