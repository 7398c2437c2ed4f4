"""A consultation with people who answer it."""

import pytest
from tests.factories import make_event, make_organiser, make_participation

from goen.base.actors import Actor
from goen.base.durable import writer
from goen.events.access import get_member
from goen.opinions import access, services
from goen.opinions.models import Consultation
from goen.opinions.services.consultations import Frame


def make_consultation(event, user, texts=(), *, is_open=True, **fields):
    """Make a consultation with statements, open unless told otherwise."""
    member = get_member(Actor(user_id=user.pk), event.slug)
    frame = {"title": "窓口", "question": "", "audience": "event", "results": "voters"}
    frame |= {"takes_statements": True, "is_checked_first": True} | fields
    row = services.start_consultation(member=member, frame=Frame(**frame))
    if texts:
        services.add_statements(member=member, consultation=row, texts=texts)
    return services.open_consultation(member=member, consultation=row) if is_open and texts else row


def cast(row, key, *values):
    """Answer the statements of a consultation in order; None leaves one out."""
    for statement, value in zip(row.statements.order_by("number"), values, strict=False):
        if value is not None:
            writer.write(services.cast_votes, services.NewVote(row.pk, key, statement.pk, value))


def voter_of(row, person):
    """Return a participant at the door of a consultation."""
    actor = Actor(passes={person.event_id: person.guest_pass.token})
    return access.get_consultation_to_answer(actor, row.code, "")


def visitor_at(row, token):
    """Return a resident at the door of a public consultation."""
    return access.get_consultation_to_answer(Actor(), row.code, token)


@pytest.fixture
def event():
    return make_event(slug="fukushima")


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def member(event, organiser):
    return get_member(Actor(user_id=organiser.pk), event.slug)


@pytest.fixture
def person(event):
    return make_participation(event, "髙橋 誠", "福島県")


@pytest.fixture
def row(event, organiser):
    return make_consultation(event, organiser, ["夜間窓口がほしい", "申請はすべて画面で済ませたい", "紙も残してほしい"])


@pytest.fixture
def public(event, organiser):
    return make_consultation(event, organiser, ["公園を増やす", "バスを増やす"], audience="public", results="everybody")


def reload(row):
    return Consultation.objects.get(pk=row.pk)
