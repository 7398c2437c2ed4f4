"""Names and sentences from the AI: it gets exemplars, never the say over who belongs where."""

import secrets
from collections.abc import Collection, Sequence

from django.db import transaction

from goen.assistant import services as assistant
from goen.assistant.models import Draft
from goen.events.access import Member
from goen.listening.models import Listening
from goen.listening.queries import drafting
from goen.listening.queries.results import Result
from goen.listening.services.edits import LABEL_LIMIT, change_topics


@transaction.atomic
def prepare_topics(*, member: Member, result: Result, page: str) -> list[Draft]:
    """Make every topic of the overview ready to be sent that has no draft yet."""
    population = drafting.population_of(result)
    labels = {topic.id: topic.label for topic in result.cut.topics}
    batch = secrets.token_hex(8)
    made = []
    for row in drafting.rows_of(result):
        exemplars = drafting.exemplars_of(result, row.topic)
        if not exemplars or (row.draft and row.draft.state != Draft.State.REJECTED):
            continue
        given = {
            "phrases": list(row.topic.phrases),
            "label": row.topic.label,
            "others": [label for key, label in labels.items() if key != row.topic.id],
            "places": dict(exemplars),
            "population": population,
            "page": page,
        }
        made.append(
            assistant.prepare(
                member=member,
                kind=Draft.Kind.TOPIC,
                title=row.topic.label,
                sources=drafting.sources_of(result, exemplars),
                given=given,
                subject=drafting.subject_of(result, row.topic),
                batch=batch,
            )
        )
    return made


@transaction.atomic
def decide_topic(
    *, member: Member, listening: Listening, draft: Draft, anchors: Sequence[Collection[str]], is_approved: bool
) -> None:
    """Approve or reject; an approved name becomes the topic's, as a change a person made."""
    before = draft.given.get("label", "")
    decided = assistant.decide(member=member, draft=draft, is_approved=is_approved)
    name = str(decided.result.get("name", ""))[:LABEL_LIMIT]
    if is_approved and name and name != before:
        change_topics(
            member=member, listening=listening, kind="rename", anchors=anchors, label=name, about=f"AI: {before}"
        )
