"""Every write of voices."""

from collections.abc import Mapping

from django.db import transaction

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.roster.models import Participation
from goen.voices import phases
from goen.voices.models import Quote, Voice


@transaction.atomic
def save_voice(
    *,
    member: Member,
    participation: Participation,
    satisfaction: int | None,
    wants_again: bool | None,
    answers: Mapping[str, tuple[str, str]],
) -> Voice:
    """Save a whole voice, replacing the former one; ``answers`` is question → (text, publication). A blank text goes."""
    voice, _is_new = Voice.objects.update_or_create(
        participation=participation,
        defaults={"event": member.event, "satisfaction": satisfaction, "wants_again": wants_again},
    )
    for question, (text, publication) in answers.items():
        _save_quote(voice, question, text.strip(), publication)
    consents = {question: publication for question, (text, publication) in answers.items() if text.strip()}
    audit.record(member.key, "voices.save", f"voice:{voice.pk}", consents=consents)
    live.publish(member.event.topic, "voices.saved")
    return voice


@transaction.atomic
def withdraw_voice(*, member: Member, participation: Participation) -> None:
    """Delete everything somebody said; twice is once."""
    for voice in Voice.objects.filter(participation=participation):
        audit.record(member.key, "voices.withdraw", f"voice:{voice.pk}")
        voice.delete()
        live.publish(member.event.topic, "voices.withdrawn")


def _save_quote(voice: Voice, question: str, text: str, publication: str) -> None:
    if question not in Quote.Question.values or publication not in Quote.Publication.values:
        raise BadInputError("voices.bad_answer")
    if len(text) > phases.TEXT_LIMIT:
        raise BadInputError("voices.too_long", length=len(text), limit=phases.TEXT_LIMIT)
    if not text:
        Quote.objects.filter(voice=voice, question=question).delete()
        return
    Quote.objects.update_or_create(voice=voice, question=question, defaults={"text": text, "publication": publication})
