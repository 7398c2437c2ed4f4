"""The second half of a past example day: proposals from notes, pitches, scores, voices."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F

from goen.base.actors import Actor
from goen.boards.models import Note
from goen.cli.demo_time import Calendar
from goen.core.errors import RefusedError
from goen.events.access import get_member
from goen.pitches.access import get_pitch_to_score
from goen.pitches.models import Pitch
from goen.pitches.services import end_pitch, reveal_results, score_pitch, start_pitch
from goen.proposals.models import Proposal
from goen.proposals.services import Change, add_sentence, save_words, take_note
from goen.voices.models import Quote
from goen.voices.services import save_voice


@dataclass(frozen=True)
class Day:
    """A past day of the example under way: its event, organiser, people, what the example says of it, and its time."""

    event: Any
    organiser: Actor
    rows: list[Any]
    year: dict[str, Any]
    calendar: Calendar

    def actor_of(self, row: Any) -> Actor:
        """Return a participant as a door meets them: somebody with their own pass."""
        return Actor(passes={self.event.pk: row.guest_pass.token})


def fill_sheets(day: Day) -> None:
    """Fill the sheets from the notes of each table."""
    member = get_member(day.organiser, day.event.slug)
    for proposal in Proposal.objects.filter(event=day.event, group__isnull=False).annotate(number=F("group__number")):
        _fill(member, proposal, day.year["proposals"][str(proposal.number)])


def _fill(member: Any, proposal: Any, words: dict[str, str]) -> None:
    for note in Note.objects.filter(board__group=proposal.group):
        take_note(member=member, proposal=proposal, note_id=note.note_id, part=note.column)
    for part in ("ask", "kpi"):
        add_sentence(member=member, proposal=proposal, part=part, text=words[part])
    changes = [Change(field=field, text=words[field], seen="") for field in ("title", "summary")]
    save_words(member=member, proposal=proposal, changes=changes)


def pitch(day: Day) -> None:
    """Hold the pitches; everybody scores every group but their own."""
    criteria = list(day.event.criteria.all())
    for turn, held in enumerate(Pitch.objects.filter(event=day.event)):
        start_pitch(member=get_member(day.organiser, day.event.slug), pitch_id=held.pk)
        day.calendar.move_to(day.calendar.at + timedelta(minutes=held.minutes))
        for place, row in enumerate(day.rows):
            values = {
                c.pk: min(5, 3 + (place + n) % 2 + (turn + n) % 3 // 2 + (turn == 1)) for n, c in enumerate(criteria)
            }
            _score(day, row, held, values)
        end_pitch(member=get_member(day.organiser, day.event.slug), pitch_id=held.pk)
    reveal_results(member=get_member(day.organiser, day.event.slug))


def _score(day: Day, row: Any, held: Any, values: dict[int, int]) -> None:
    try:
        member, scored = get_pitch_to_score(day.actor_of(row), day.event.slug, held.pk)
    except RefusedError:  # nobody scores their own group
        return
    score_pitch(member=member, pitch=scored, values=values)


def speak(day: Day) -> None:
    """Hear the voices: first those with words, then most of the others with a rating alone."""
    said = [*day.year["voices"], *({"satisfaction": 3 + place % 3 // 2 + place % 2} for place in range(40))]
    for row, words in zip(day.rows[: len(day.rows) * 4 // 5], said, strict=False):
        day.calendar.move_to(day.calendar.at + timedelta(seconds=35))
        answers = {question: tuple(words[question]) for question in Quote.Question.values if question in words}
        save_voice(
            member=get_member(day.actor_of(row), day.event.slug),
            participation=row,
            satisfaction=words["satisfaction"],
            wants_again=words["satisfaction"] > 3,  # noqa: PLR2004 - who was content comes again
            answers=answers,
        )
