"""What people care about, from what they wrote under their own name: the day knows notes, proposals and voices."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from goen.boards.models import Note
from goen.core.text.runs import content_runs
from goen.grouping.models import Seat
from goen.proposals.models import Proposal
from goen.ties.queries import register_interests
from goen.voices.models import Quote


def interests(person_ids: Collection[int]) -> Mapping[int, Collection[str]]:
    """Return the words of people's own named notes, of their groups' proposals and of quotes they let be published; 4 queries.

    Notes of anonymous boards have no author and never count.
    """
    found: defaultdict[int, set[str]] = defaultdict(set)
    notes = Note.objects.filter(author__person__in=person_ids, board__is_anonymous=False)
    for person_id, text in notes.values_list("author__person_id", "text"):
        found[person_id] |= content_runs(text)
    titles = {proposal.group_id: f"{proposal.title} {proposal.summary}" for proposal in _proposals(person_ids)}
    seats = Seat.objects.filter(group__in=titles, participation__person__in=person_ids)
    for person_id, group_id in seats.values_list("participation__person_id", "group_id"):
        found[person_id] |= content_runs(titles[group_id])
    quotes = Quote.objects.filter(voice__participation__person__in=person_ids)
    said = quotes.exclude(publication=Quote.Publication.NONE)
    for person_id, text in said.values_list("voice__participation__person_id", "text"):
        found[person_id] |= content_runs(text)
    return found


def _proposals(person_ids: Collection[int]) -> list[Proposal]:
    rows = Proposal.objects.filter(group__seats__participation__person__in=person_ids)
    return list(rows.exclude(title="").distinct())


def register_words() -> None:
    """Let introductions rest on what people wrote."""
    register_interests(interests)
