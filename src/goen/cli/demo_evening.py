"""The second half of last year's example day: proposals from notes, pitches, scores, voices."""

from typing import Any

from django.db.models import F

from goen.base.actors import Actor
from goen.boards.models import Note
from goen.core.errors import RefusedError
from goen.events.access import get_member
from goen.events.models import Segment
from goen.events.services import start_segment
from goen.pitches.access import get_pitch_to_score
from goen.pitches.models import Pitch
from goen.pitches.services import end_pitch, reveal_results, score_pitch, start_pitch
from goen.proposals.models import Proposal
from goen.proposals.services import Change, add_sentence, save_words, take_note
from goen.voices.models import Quote
from goen.voices.services import save_voice


def wind_up(event: Any, organiser: Actor, rows: list[Any], example: dict[str, Any]) -> None:
    """Fill the sheets, hold the pitches and hear the voices."""
    member = get_member(organiser, event.slug)
    words = example["past_proposals"]
    for proposal in Proposal.objects.filter(event=event, group__isnull=False).annotate(number=F("group__number")):
        _fill(member, proposal, words[str(proposal.number)])
    _run(organiser, event, Segment.Kind.PITCH)
    _pitch(organiser, event, rows)
    _run(organiser, event, Segment.Kind.REFLECTION)
    for row, said in zip(rows, example["past_voices"], strict=False):
        _speak(event, row, said)


def _fill(member: Any, proposal: Any, words: dict[str, str]) -> None:
    for note in Note.objects.filter(board__group=proposal.group):
        take_note(member=member, proposal=proposal, note_id=note.note_id, part=note.column)
    for part in ("ask", "kpi"):
        add_sentence(member=member, proposal=proposal, part=part, text=words[part])
    changes = [Change(field=field, text=words[field], seen="") for field in ("title", "summary")]
    save_words(member=member, proposal=proposal, changes=changes)


def _pitch(organiser: Actor, event: Any, rows: list[Any]) -> None:
    criteria = list(event.criteria.all())
    for turn, pitch in enumerate(Pitch.objects.filter(event=event)):
        start_pitch(member=get_member(organiser, event.slug), pitch_id=pitch.pk)
        for place, row in enumerate(rows):
            values = {
                c.pk: min(5, 3 + (place + n) % 2 + (turn + n) % 3 // 2 + (turn == 1)) for n, c in enumerate(criteria)
            }
            _score(event, row, pitch, values)
        end_pitch(member=get_member(organiser, event.slug), pitch_id=pitch.pk)
    reveal_results(member=get_member(organiser, event.slug))


def _score(event: Any, row: Any, pitch: Any, values: dict[int, int]) -> None:
    actor = Actor(passes={event.pk: row.guest_pass.token})
    try:
        member, scored = get_pitch_to_score(actor, event.slug, pitch.pk)
    except RefusedError:  # nobody scores their own group
        return
    score_pitch(member=member, pitch=scored, values=values)


def _speak(event: Any, row: Any, said: dict[str, Any]) -> None:
    actor = Actor(passes={event.pk: row.guest_pass.token})
    answers = {question: tuple(said[question]) for question in Quote.Question.values if question in said}
    save_voice(
        member=get_member(actor, event.slug),
        participation=row,
        satisfaction=said["satisfaction"],
        wants_again=True,
        answers=answers,
    )


def _run(organiser: Actor, event: Any, kind: str) -> None:
    segment = event.segments.filter(kind=kind).first()
    start_segment(member=get_member(organiser, event.slug), segment_id=segment.pk)
