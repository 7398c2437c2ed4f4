"""The door to consultations: who may answer, who may look, who runs them.

Who somebody is ends here: everything behind the door knows a keyed hash, so that answers cannot be led back to people by
those who only have the tables.
"""

import hashlib
import hmac
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from goen.base.actors import Actor
from goen.core.errors import RefusedError, TooMuchError
from goen.events.access import Member, get_event_to, get_member
from goen.events.phases import is_allowed
from goen.opinions import phases
from goen.opinions.models import Consultation, Statement, Vote
from goen.opinions.queries.audiences import is_seated
from goen.roster.queries import participation_of

# Of a slice above: who this is for the audience "<kind>:<key>", or None; the words are kept nowhere but in a hash.
Door = Callable[[Actor, str], str | None]
_doors: dict[str, Door] = {}


def register_audience(kind: str, door: Door) -> None:
    """Let a slice above open consultations to people of its own: audience ``"<kind>:<key>"`` asks ``door(actor, key)``."""
    _doors[kind] = door


@dataclass(frozen=True)
class Voter:
    """Somebody at a consultation.

    Parameters
    ----------
    consultation : Consultation
        With its event loaded.
    ballot_key : str
        Keyed hash of whoever it is; empty when they may look and not answer.
    member : Member or None
        What they are in the event, where that is how they came in.
    """

    consultation: Consultation
    ballot_key: str
    member: Member | None = None

    @property
    def may_answer(self) -> bool:
        """Whether an answer would be taken now."""
        return bool(self.ballot_key) and self.consultation.state == Consultation.State.OPEN

    @property
    def may_write(self) -> bool:
        """Whether a statement of theirs would be taken now."""
        return self.may_answer and self.consultation.takes_statements

    @property
    def is_organiser(self) -> bool:
        """Whether they run the consultation."""
        return self.member is not None and is_allowed(self.member.role, "opinions.manage")


@lru_cache(maxsize=8192)
def ballot_key(consultation_id: int, identity: str) -> str:
    """Return the keyed hash under which somebody's answers to one consultation are kept."""
    text = f"opinions:{consultation_id}:{identity}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def get_consultation_to_answer(actor: Actor, code: str, visitor: str) -> Voter:
    """Return a consultation for somebody it was opened to; the same refusal for drafts and strangers; ≤ 6 queries.

    ``visitor`` is the token a browser holds for public consultations; without one they may look only.
    """
    row = Consultation.objects.select_related("event__clock__segment").filter(code=code).first()
    if row is None:
        raise RefusedError("base.refused")
    member = _member(actor, row)
    identity = _identity(actor, row, member, visitor)
    found = Voter(row, ballot_key(row.pk, identity) if identity else "", member)
    is_stranger = identity is None and not found.is_organiser
    if is_stranger or (row.state == Consultation.State.DRAFT and not found.is_organiser):
        raise RefusedError("base.refused")
    return found


def get_landscape_to_see(actor: Actor, code: str, visitor: str) -> Voter:
    """Return a consultation for somebody who may see its landscape now; ≤ 7 queries."""
    voter = get_consultation_to_answer(actor, code, visitor)
    if not may_see_results(voter):
        raise RefusedError("opinions.results_not_open")
    return voter


def may_see_results(voter: Voter) -> bool:
    """Tell whether the landscape is open to somebody; ≤ 2 queries."""
    row = voter.consultation
    if voter.is_organiser or row.results == Consultation.Results.EVERYBODY:
        return True
    if row.results == Consultation.Results.ORGANISERS or not voter.ballot_key:
        return False
    n_own = Vote.objects.filter(ballot__consultation=row, ballot__key=voter.ballot_key).count()
    if n_own >= phases.ANSWERS_FOR_RESULTS:
        return True
    n_all = Statement.objects.filter(consultation=row, state=Statement.State.ACCEPTED).count()
    return n_own > 0 and n_own >= n_all


def get_consultation_to_manage(actor: Actor, slug: str, consultation_id: int) -> tuple[Member, Consultation]:
    """Return a consultation of an event for those who run it; ≤ 4 queries."""
    member = get_event_to("opinions.manage", actor, slug)
    row = Consultation.objects.filter(event=member.event, pk=consultation_id).first()
    if row is None:
        raise RefusedError("base.refused")
    row.event = member.event
    return member, row


def get_public_consultation(code: str) -> Consultation:
    """Return a consultation open to everybody, for the face other sites show; 1 query."""
    row = Consultation.objects.select_related("event").filter(code=code, audience=phases.PUBLIC).first()
    if row is None or row.state == Consultation.State.DRAFT:
        raise RefusedError("base.refused")
    return row


def get_statement_to_decide(member: Member, consultation: Consultation, statement_id: int) -> Statement:
    """Return a statement of a consultation the member runs; 1 query."""
    row = Statement.objects.filter(consultation=consultation, pk=statement_id).first()
    if row is None or not member.may("opinions.manage"):
        raise RefusedError("base.refused")
    return row


def get_member_to_answer(actor: Actor, slug: str) -> Member:
    """Return a guest of the event who may be asked; ≤ 3 queries."""
    return get_event_to("opinions.answer", actor, slug)


def get_member_to_manage(actor: Actor, slug: str) -> Member:
    """Return somebody who runs the event's consultations; ≤ 3 queries."""
    return get_event_to("opinions.manage", actor, slug)


def _member(actor: Actor, row: Consultation) -> Member | None:
    try:
        return get_member(actor, row.event.slug)
    except RefusedError:
        return None


def _identity(actor: Actor, row: Consultation, member: Member | None, visitor: str) -> str | None:
    """Return who this is for the consultation: None for a stranger, empty for somebody who may look."""
    kind, _colon, key = row.audience.partition(":")
    if kind == phases.PUBLIC:
        return f"visitor:{visitor}" if visitor else ""
    if kind in _doors:
        return _doors[kind](actor, key)
    if kind not in (phases.EVENT, phases.GROUP) or member is None or not is_allowed(member.role, "opinions.answer"):
        return None
    person = participation_of(member)
    if kind == phases.GROUP and not (person and key.isdigit() and is_seated(person, int(key))):
        return None
    return f"participation:{person.pk}" if person else member.key


class Doorkeeper:
    """Counts new ballots per address, in this process: a hall fits, a program that makes up people does not."""

    def __init__(self, most: int = phases.MOST_NEW_BALLOTS, window_s: float = phases.WINDOW_S) -> None:
        self._most, self._window_s = most, window_s
        self._seen: dict[str, dict[str, float]] = {}
        self._order: deque[tuple[float, str, str]] = deque()

    def admit(self, address: str, key: str) -> None:
        """Let a ballot through, or raise TooMuchError when too many new ones came from its address lately."""
        now = time.monotonic()
        while self._order and self._order[0][0] < now - self._window_s:
            _at, old_address, old_key = self._order.popleft()
            self._seen.get(old_address, {}).pop(old_key, None)
            if not self._seen.get(old_address, True):
                del self._seen[old_address]
        seen = self._seen.setdefault(address, {})
        if key in seen:
            return
        if len(seen) >= self._most:
            raise TooMuchError("base.too_often", wait_s=int(self._window_s))
        seen[key] = now
        self._order.append((now, address, key))


doorkeeper = Doorkeeper()
